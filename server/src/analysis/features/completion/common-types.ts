/** The rank of an extension type among those allowed in a place: types in the list come first. */
export function typeCommonness(type: string): number {
  const index = common.indexOf(type.slice(type.lastIndexOf('.') + 1));
  return index < 0 ? common.length : index;
}

/** The types that sidecars use most, without their packages. */
const common: readonly string[] = [
  'HttpConnectionManager TcpProxy Router Lua JwtAuthn ExtAuthz Cors LocalRateLimit HTTPFault HealthCheck RBAC Buffer',
  'RateLimit GrpcWeb GrpcJsonTranscoder Wasm ExternalProcessor Compressor HeaderToMetadata',
  'UpstreamTlsContext DownstreamTlsContext RawBuffer TlsInspector OriginalDst ProxyProtocol HttpInspector',
  'StdoutAccessLog FileAccessLog HttpGrpcAccessLogConfig OpenTelemetryAccessLogConfig HttpProtocolOptions',
  'FilterConfig CorsPolicy ExtAuthzPerRoute LuaPerRoute PerRouteConfig JwtAuthnPerRoute RBACPerRoute',
  'HttpRequestHeaderMatchInput HttpResponseHeaderMatchInput DestinationIPInput ServerNameInput ExtensionWithMatcher',
  'OpenTelemetryConfig ZipkinConfig UuidRequestIdConfig CaresDnsResolverConfig',
].flatMap((names) => names.split(' '));

/** The types of extensions that sidecars use most, without their packages. */
const common = new Set(
  [
    'HttpConnectionManager TcpProxy Router Lua JwtAuthn ExtAuthz Cors LocalRateLimit HTTPFault HealthCheck RBAC Buffer',
    'GrpcJsonTranscoder GrpcWeb RateLimit Wasm ExternalProcessor Compressor HeaderToMetadata',
    'DownstreamTlsContext UpstreamTlsContext RawBuffer TlsInspector OriginalDst ProxyProtocol HttpInspector',
    'FileAccessLog StdoutAccessLog HttpGrpcAccessLogConfig OpenTelemetryAccessLogConfig HttpProtocolOptions',
    'HttpRequestHeaderMatchInput HttpResponseHeaderMatchInput DestinationIPInput ServerNameInput ExtensionWithMatcher',
    'FilterConfig CorsPolicy ExtAuthzPerRoute LuaPerRoute PerRouteConfig JwtAuthnPerRoute RBACPerRoute',
    'OpenTelemetryConfig ZipkinConfig UuidRequestIdConfig DefaultValidator CaresDnsResolverConfig',
  ].flatMap((names) => names.split(' ')),
);

export const isCommonType = (type: string): boolean => common.has(type.slice(type.lastIndexOf('.') + 1));

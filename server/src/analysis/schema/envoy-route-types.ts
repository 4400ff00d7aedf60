/**
 * Which HTTP filters have a config for routes, and which types are that. The API says neither; each line of the first list was
 * asked of Envoy 1.40: "doesn't support virtual host or route specific configurations".
 */
const filters = 'envoy.extensions.filters.http';

const withoutRouteConfig: ReadonlySet<string> = new Set(
  [
    'a2a.v3.A2a',
    'alternate_protocols_cache.v3.FilterConfig',
    'body_size_limit.v3.BodySizeLimit',
    'cache.v3.CacheConfig',
    'cache_v2.v3.CacheV2Config',
    'connect_grpc_bridge.v3.FilterConfig',
    'gcp_authn.v3.GcpAuthnFilterConfig',
    'grpc_http1_bridge.v3.Config',
    'grpc_stats.v3.FilterConfig',
    'grpc_web.v3.GrpcWeb',
    'ip_tagging.v3.IPTagging',
    'mcp_router.v3.McpRouter',
    'original_src.v3.OriginalSrc',
    'proto_api_scrubber.v3.ProtoApiScrubberConfig',
    'proto_message_extraction.v3.ProtoMessageExtractionConfig',
    'rate_limit_quota.v3.RateLimitQuotaFilterConfig',
    'rate_limit_quota.v3.RateLimitQuotaOverride',
    'router.v3.Router',
    'thrift_to_metadata.v3.ThriftToMetadata',
    'wasm.v3.Wasm',
  ].map((name) => `${filters}.${name}`),
);

/** Whether the type is of a filter that has no config for virtual hosts and routes, so that Envoy refuses one. */
export const hasNoRouteConfig = (type: string): boolean => withoutRouteConfig.has(type);

/**
 * Whether the type is what a filter takes for virtual hosts and routes, and not the filter's own. Envoy does not compare the
 * two: it reads the one as if it were the other, and what comes of that nobody meant.
 */
export const isRouteType = (type: string): boolean =>
  type.startsWith(`${filters}.`) && /\.(\w+PerRoute|PerRouteConfig|McpOverride|CorsPolicy)$/.test(type);

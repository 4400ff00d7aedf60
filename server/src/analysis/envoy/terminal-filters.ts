import type { FilterList, ListedFilter } from './filter-lists.ts';

export const routerType = 'envoy.extensions.filters.http.router.v3.Router';

/** Whether the filter is terminal for Envoy. Undefined for filters that were not checked. */
export function isTerminal({ kind }: FilterList, { type = '' }: ListedFilter): boolean | undefined {
  const [area, ending, passing] =
    kind === 'network'
      ? (['envoy.extensions.filters.network.', endingNetwork, passingNetwork] as const)
      : (['envoy.extensions.filters.http.', endingHttp, passingHttp] as const);
  if (kind !== 'network' && type === matchDelegate) return false;
  if (!type.startsWith(area)) return undefined;
  const short = type.slice(area.length);
  if (ending.has(short)) return true;
  return passing.has(short) ? false : undefined;
}

/*
 * What Envoy 1.40 answers for each of its filters: one at the end of a list is refused with "non-terminal filter … is the last
 * filter", one before the end with "terminal filter … must be the last filter". Filters that decide by their config (dynamic
 * modules), that a release binary cannot load alone, or that only the contrib image has, are left out.
 */
const endingHttp: ReadonlySet<string> = new Set(['router.v3.Router', 'mcp_router.v3.McpRouter']);

const endingNetwork: ReadonlySet<string> = new Set([
  'direct_response.v3.Config',
  'dubbo_proxy.v3.DubboProxy',
  'echo.v3.Echo',
  'http_connection_manager.v3.HttpConnectionManager',
  'redis_proxy.v3.RedisProxy',
  'reverse_tunnel.v3.DrainAwareHttpConnectionManager',
  'reverse_tunnel.v3.ReverseTunnel',
  'tcp_proxy.v3.TcpProxy',
  'thrift_proxy.v3.ThriftProxy',
]);

const passingNetwork: ReadonlySet<string> = new Set([
  'connection_limit.v3.ConnectionLimit',
  'ext_authz.v3.ExtAuthz',
  'ext_proc.v3.NetworkExternalProcessor',
  'local_ratelimit.v3.LocalRateLimit',
  'mongo_proxy.v3.MongoProxy',
  'ratelimit.v3.RateLimit',
  'rbac.v3.RBAC',
  'set_filter_state.v3.Config',
  'sni_cluster.v3.SniCluster',
  'sni_dynamic_forward_proxy.v3.FilterConfig',
  'tcp_bandwidth_limit.v3.TcpBandwidthLimit',
  'zookeeper_proxy.v3.ZooKeeperProxy',
]);

const matchDelegate = 'envoy.extensions.common.matching.v3.ExtensionWithMatcher';

const passingHttp: ReadonlySet<string> = new Set([
  'a2a.v3.A2a',
  'adaptive_concurrency.v3.AdaptiveConcurrency',
  'admission_control.v3.AdmissionControl',
  'ai_protocol_manager.v3.AiProtocolManager',
  'alternate_protocols_cache.v3.FilterConfig',
  'api_key_auth.v3.ApiKeyAuth',
  'aws_lambda.v3.Config',
  'aws_request_signing.v3.AwsRequestSigning',
  'bandwidth_limit.v3.BandwidthLimit',
  'bandwidth_share.v3.BandwidthShare',
  'basic_auth.v3.BasicAuth',
  'body_size_limit.v3.BodySizeLimit',
  'buffer.v3.Buffer',
  'cache.v3.CacheConfig',
  'cache_v2.v3.CacheV2Config',
  'cdn_loop.v3.CdnLoopConfig',
  'composite.v3.Composite',
  'compressor.v3.Compressor',
  'connect_grpc_bridge.v3.FilterConfig',
  'cors.v3.Cors',
  'credential_injector.v3.CredentialInjector',
  'csrf.v3.CsrfPolicy',
  'custom_response.v3.CustomResponse',
  'decompressor.v3.Decompressor',
  'dynamic_forward_proxy.v3.FilterConfig',
  'ext_authz.v3.ExtAuthz',
  'ext_proc.v3.ExternalProcessor',
  'fault.v3.HTTPFault',
  'file_server.v3.FileServerConfig',
  'file_system_buffer.v3.FileSystemBufferFilterConfig',
  'filter_chain.v3.FilterChainConfig',
  'gcp_authn.v3.GcpAuthnFilterConfig',
  'grpc_http1_bridge.v3.Config',
  'grpc_http1_reverse_bridge.v3.FilterConfig',
  'grpc_stats.v3.FilterConfig',
  'grpc_web.v3.GrpcWeb',
  'header_mutation.v3.HeaderMutation',
  'header_to_metadata.v3.Config',
  'health_check.v3.HealthCheck',
  'ip_tagging.v3.IPTagging',
  'json_to_metadata.v3.JsonToMetadata',
  'jwt_authn.v3.JwtAuthentication',
  'local_ratelimit.v3.LocalRateLimit',
  'lua.v3.Lua',
  'mcp.v3.Mcp',
  'mcp_json_rest_bridge.v3.McpJsonRestBridge',
  'oauth2.v3.OAuth2',
  'on_demand.v3.OnDemand',
  'original_src.v3.OriginalSrc',
  'rate_limit_quota.v3.RateLimitQuotaFilterConfig',
  'ratelimit.v3.RateLimit',
  'rbac.v3.RBAC',
  'set_filter_state.v3.Config',
  'set_metadata.v3.Config',
  'stateful_session.v3.StatefulSession',
  'thrift_to_metadata.v3.ThriftToMetadata',
  'transform.v3.TransformConfig',
]);

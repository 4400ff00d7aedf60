/**
 * The v3 message that replaced a v2 message, both without `type.googleapis.com/`. Undefined if there is none, or if it
 * is not listed here. From the `previous_message_type` annotations of Envoy's API.
 */
export const v3TypeOf = (v2Type: string): string | undefined => successors.get(v2Type);

/** The v3 message of a filter, logger, sink or tracer, by the name that stood for its type in v2. */
export const v3TypeOfName = (name: string): string | undefined => typesByName.get(name);

/** Whether the full name of a message is in a package of the v2 API: `….v2.…`, `….v2alpha.…`, `….v1alpha1.…`. */
export const isV2Type = (type: string): boolean => /^envoy\.(?:\w+\.)*v(?:1|2)(?:(?:alpha|beta)\d*)?\.\w/.test(type);

const filters = 'envoy.extensions.filters';

const successors: ReadonlyMap<string, string> = new Map([
  ['envoy.api.v2.auth.DownstreamTlsContext', 'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext'],
  ['envoy.api.v2.auth.UpstreamTlsContext', 'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext'],
  ['envoy.config.accesslog.v2.FileAccessLog', 'envoy.extensions.access_loggers.file.v3.FileAccessLog'],
  [
    'envoy.config.accesslog.v2.HttpGrpcAccessLogConfig',
    'envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig',
  ],
  ['envoy.config.cluster.aggregate.v2alpha.ClusterConfig', 'envoy.extensions.clusters.aggregate.v3.ClusterConfig'],
  ['envoy.config.filter.http.buffer.v2.Buffer', `${filters}.http.buffer.v3.Buffer`],
  ['envoy.config.filter.http.cors.v2.Cors', `${filters}.http.cors.v3.Cors`],
  ['envoy.config.filter.http.csrf.v2.CsrfPolicy', `${filters}.http.csrf.v3.CsrfPolicy`],
  ['envoy.config.filter.http.ext_authz.v2.ExtAuthz', `${filters}.http.ext_authz.v3.ExtAuthz`],
  ['envoy.config.filter.http.fault.v2.HTTPFault', `${filters}.http.fault.v3.HTTPFault`],
  ['envoy.config.filter.http.header_to_metadata.v2.Config', `${filters}.http.header_to_metadata.v3.Config`],
  ['envoy.config.filter.http.health_check.v2.HealthCheck', `${filters}.http.health_check.v3.HealthCheck`],
  ['envoy.config.filter.http.ip_tagging.v2.IPTagging', `${filters}.http.ip_tagging.v3.IPTagging`],
  ['envoy.config.filter.http.jwt_authn.v2alpha.JwtAuthentication', `${filters}.http.jwt_authn.v3.JwtAuthentication`],
  ['envoy.config.filter.http.lua.v2.Lua', `${filters}.http.lua.v3.Lua`],
  ['envoy.config.filter.http.original_src.v2alpha1.OriginalSrc', `${filters}.http.original_src.v3.OriginalSrc`],
  ['envoy.config.filter.http.rate_limit.v2.RateLimit', `${filters}.http.ratelimit.v3.RateLimit`],
  ['envoy.config.filter.http.rbac.v2.RBAC', `${filters}.http.rbac.v3.RBAC`],
  ['envoy.config.filter.http.router.v2.Router', `${filters}.http.router.v3.Router`],
  [
    'envoy.config.filter.http.transcoder.v2.GrpcJsonTranscoder',
    `${filters}.http.grpc_json_transcoder.v3.GrpcJsonTranscoder`,
  ],
  ['envoy.config.filter.network.direct_response.v2.Config', `${filters}.network.direct_response.v3.Config`],
  [
    'envoy.config.filter.network.http_connection_manager.v2.HttpConnectionManager',
    `${filters}.network.http_connection_manager.v3.HttpConnectionManager`,
  ],
  ['envoy.config.filter.network.mongo_proxy.v2.MongoProxy', `${filters}.network.mongo_proxy.v3.MongoProxy`],
  ['envoy.config.filter.network.rbac.v2.RBAC', `${filters}.network.rbac.v3.RBAC`],
  ['envoy.config.filter.network.redis_proxy.v2.RedisProxy', `${filters}.network.redis_proxy.v3.RedisProxy`],
  ['envoy.config.filter.network.tcp_proxy.v2.TcpProxy', `${filters}.network.tcp_proxy.v3.TcpProxy`],
  ['envoy.config.health_checker.redis.v2.Redis', 'envoy.extensions.health_checkers.redis.v3.Redis'],
  ['envoy.config.metrics.v2.MetricsServiceConfig', 'envoy.config.metrics.v3.MetricsServiceConfig'],
  ['envoy.config.metrics.v2.StatsdSink', 'envoy.config.metrics.v3.StatsdSink'],
  [
    'envoy.config.resource_monitor.fixed_heap.v2alpha.FixedHeapConfig',
    'envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig',
  ],
  ['envoy.config.trace.v2.ZipkinConfig', 'envoy.config.trace.v3.ZipkinConfig'],
]);

const typesByName: ReadonlyMap<string, string> = new Map([
  ['envoy.cors', `${filters}.http.cors.v3.Cors`],
  ['envoy.filters.http.cors', `${filters}.http.cors.v3.Cors`],
  ['envoy.ext_authz', `${filters}.http.ext_authz.v3.ExtAuthz`],
  ['envoy.filters.http.ext_authz', `${filters}.http.ext_authz.v3.ExtAuthz`],
  ['envoy.fault', `${filters}.http.fault.v3.HTTPFault`],
  ['envoy.filters.http.fault', `${filters}.http.fault.v3.HTTPFault`],
  ['envoy.file_access_log', 'envoy.extensions.access_loggers.file.v3.FileAccessLog'],
  ['envoy.access_loggers.file', 'envoy.extensions.access_loggers.file.v3.FileAccessLog'],
  ['envoy.grpc_http1_bridge', `${filters}.http.grpc_http1_bridge.v3.Config`],
  ['envoy.grpc_json_transcoder', `${filters}.http.grpc_json_transcoder.v3.GrpcJsonTranscoder`],
  ['envoy.filters.http.grpc_json_transcoder', `${filters}.http.grpc_json_transcoder.v3.GrpcJsonTranscoder`],
  ['envoy.grpc_web', `${filters}.http.grpc_web.v3.GrpcWeb`],
  ['envoy.filters.http.grpc_web', `${filters}.http.grpc_web.v3.GrpcWeb`],
  ['envoy.health_check', `${filters}.http.health_check.v3.HealthCheck`],
  ['envoy.filters.http.health_check', `${filters}.http.health_check.v3.HealthCheck`],
  ['envoy.http_connection_manager', `${filters}.network.http_connection_manager.v3.HttpConnectionManager`],
  [
    'envoy.filters.network.http_connection_manager',
    `${filters}.network.http_connection_manager.v3.HttpConnectionManager`,
  ],
  ['envoy.filters.http.jwt_authn', `${filters}.http.jwt_authn.v3.JwtAuthentication`],
  ['envoy.lua', `${filters}.http.lua.v3.Lua`],
  ['envoy.filters.http.lua', `${filters}.http.lua.v3.Lua`],
  ['envoy.rate_limit', `${filters}.http.ratelimit.v3.RateLimit`],
  ['envoy.redis_proxy', `${filters}.network.redis_proxy.v3.RedisProxy`],
  ['envoy.filters.network.redis_proxy', `${filters}.network.redis_proxy.v3.RedisProxy`],
  ['envoy.router', `${filters}.http.router.v3.Router`],
  ['envoy.filters.http.router', `${filters}.http.router.v3.Router`],
  ['envoy.statsd', 'envoy.config.metrics.v3.StatsdSink'],
  ['envoy.stat_sinks.statsd', 'envoy.config.metrics.v3.StatsdSink'],
  ['envoy.tcp_proxy', `${filters}.network.tcp_proxy.v3.TcpProxy`],
  ['envoy.filters.network.tcp_proxy', `${filters}.network.tcp_proxy.v3.TcpProxy`],
  ['envoy.zipkin', 'envoy.config.trace.v3.ZipkinConfig'],
  ['envoy.tracers.zipkin', 'envoy.config.trace.v3.ZipkinConfig'],
]);

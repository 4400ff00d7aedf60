import { jsonName } from '../schema/envoy-facts.ts';

/**
 * What replaced the fields of the v2 API that v3 messages no longer have, by message and field: the `reserved` names of
 * Envoy's API, and fields with a new name. A nested field is written with dots. Empty if Envoy works the same way without the field.
 */
const successors: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'envoy.config.bootstrap.v3.Bootstrap': { runtime: 'layered_runtime' },
  'envoy.config.cluster.v3.Cluster': {
    hosts: 'load_assignment',
    tls_context: 'transport_socket',
    extension_protocol_options: 'typed_extension_protocol_options',
    drain_connections_on_host_removal: 'ignore_health_on_host_removal',
  },
  'envoy.config.core.v3.HealthCheck.HttpHealthCheck': {
    service_name: 'service_name_matcher.prefix',
    use_http2: 'codec_client_type',
  },
  'envoy.config.core.v3.Node': { build_version: '' },
  'envoy.config.listener.v3.FilterChain': { tls_context: 'transport_socket' },
  'envoy.config.listener.v3.FilterChainMatch': { sni_domains: 'server_names' },
  'envoy.config.metrics.v3.HystrixSink': { num_of_buckets: 'num_buckets' },
  'envoy.config.ratelimit.v3.RateLimitServiceConfig': { use_data_plane_proto: '' },
  'envoy.config.route.v3.CorsPolicy': {
    allow_origin: 'allow_origin_string_match',
    allow_origin_regex: 'allow_origin_string_match',
    enabled: 'filter_enabled',
  },
  'envoy.config.route.v3.HeaderMatcher': {
    regex_match: 'string_match.safe_regex',
    value: 'string_match',
    regex: 'string_match',
  },
  'envoy.config.route.v3.QueryParameterMatcher': { value: 'string_match', regex: 'string_match' },
  'envoy.config.route.v3.Route': { per_filter_config: 'typed_per_filter_config' },
  'envoy.config.route.v3.RouteAction': {
    auto_host_rewrite_header: 'host_rewrite_header',
    request_mirror_policy: 'request_mirror_policies',
  },
  'envoy.config.route.v3.RouteAction.RequestMirrorPolicy': { runtime_key: 'runtime_fraction' },
  'envoy.config.route.v3.RouteMatch': { regex: 'safe_regex' },
  'envoy.config.route.v3.VirtualCluster': { pattern: 'headers', method: 'headers' },
  'envoy.config.route.v3.VirtualHost': { per_filter_config: 'typed_per_filter_config' },
  'envoy.config.route.v3.WeightedCluster.ClusterWeight': { per_filter_config: 'typed_per_filter_config' },
  'envoy.extensions.filters.common.fault.v3.FaultDelay': { type: '', percent: 'percentage' },
  'envoy.extensions.filters.http.ext_authz.v3.ExtAuthz': { use_alpha: '' },
  'envoy.extensions.filters.http.fault.v3.FaultAbort': { percent: 'percentage' },
  'envoy.extensions.filters.http.health_check.v3.HealthCheck': { endpoint: 'headers' },
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager': {
    idle_timeout: 'common_http_protocol_options.idle_timeout',
  },
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.Tracing': {
    operation_name: 'traffic_direction',
    request_headers_for_tags: 'custom_tags',
  },
  'envoy.extensions.filters.network.redis_proxy.v3.RedisProxy': { cluster: 'prefix_routes.catch_all_route' },
  'envoy.extensions.filters.network.redis_proxy.v3.RedisProxy.PrefixRoutes': { catch_all_cluster: 'catch_all_route' },
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy': { deprecated_v1: 'cluster' },
  'envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext': {
    verify_subject_alt_name: 'match_subject_alt_names',
  },
  'envoy.type.matcher.v3.StringMatcher': { regex: 'safe_regex' },
};

/** A field of the v2 API and what replaced it. */
export interface V2Field {
  /** In snake_case. */
  readonly name: string;
  /** Empty if Envoy works the same way without it. */
  readonly successor: string;
}

/** The v2 field that a key names in a v3 message. */
export function v2Field(message: string, key: string): V2Field | undefined {
  const fields = Object.hasOwn(successors, message) ? Object.entries(successors[message] ?? {}) : [];
  const found = fields.find(([name]) => name === key || jsonName(name) === key);
  return found && { name: found[0], successor: found[1] };
}

/** Every v2 field with its message. */
export const v2Fields: readonly (readonly [message: string, name: string])[] = Object.entries(successors).flatMap(
  ([message, fields]) => Object.keys(fields).map((name) => [message, name] as const),
);

/** What replaced a value of an enum that v3 no longer has. */
export const v2ValueSuccessor = (enumName: string, value: string): string | undefined =>
  valueSuccessors[`${enumName.slice(enumName.lastIndexOf('.') + 1)}.${value.toUpperCase()}`];

const valueSuccessors: Readonly<Record<string, string | undefined>> = {
  'CollectorEndpointVersion.HTTP_JSON_V1': 'HTTP_JSON',
  'LbPolicy.ORIGINAL_DST_LB': 'CLUSTER_PROVIDED',
};

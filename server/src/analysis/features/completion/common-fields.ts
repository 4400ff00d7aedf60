/** The rank of a field among those of its message: those of the table first, then all others in the order of the API. */
export function commonness(message: string, field: string): number {
  const index = (Object.hasOwn(common, message) ? (common[message] ?? '') : '').split(' ').indexOf(field);
  return index < 0 ? MANY : index;
}

/** Whether a field is one of those of the table. */
export const isCommon = (message: string, field: string): boolean => commonness(message, field) < MANY;

/** Larger than any row of the table. */
const MANY = 100;

/** What sidecars set most, in the order in which people write it. */
const common: Readonly<Record<string, string>> = {
  'envoy.config.bootstrap.v3.Bootstrap':
    'static_resources admin node dynamic_resources layered_runtime cluster_manager stats_config stats_sinks',
  'envoy.config.bootstrap.v3.Admin': 'address access_log profile_path',
  'envoy.config.listener.v3.Listener':
    'name address filter_chains listener_filters access_log per_connection_buffer_limit_bytes traffic_direction socket_options enable_reuse_port bind_to_port',
  'envoy.config.listener.v3.FilterChain': 'filters filter_chain_match transport_socket name',
  'envoy.config.listener.v3.Filter': 'name typed_config',
  'envoy.config.cluster.v3.Cluster':
    'name type connect_timeout lb_policy load_assignment dns_lookup_family typed_extension_protocol_options transport_socket health_checks circuit_breakers outlier_detection eds_cluster_config common_lb_config upstream_connection_options cluster_type load_balancing_policy typed_dns_resolver_config',
  'envoy.config.endpoint.v3.ClusterLoadAssignment': 'cluster_name endpoints policy',
  'envoy.config.endpoint.v3.LocalityLbEndpoints': 'lb_endpoints locality priority load_balancing_weight',
  'envoy.config.endpoint.v3.LbEndpoint': 'endpoint health_status load_balancing_weight metadata',
  'envoy.config.endpoint.v3.Endpoint': 'address health_check_config hostname',
  'envoy.config.core.v3.Address': 'socket_address pipe',
  'envoy.config.core.v3.SocketAddress': 'address port_value protocol',
  'envoy.config.route.v3.RouteConfiguration': 'name virtual_hosts response_headers_to_add request_headers_to_add',
  'envoy.config.route.v3.VirtualHost':
    'name domains routes typed_per_filter_config request_headers_to_add response_headers_to_add rate_limits retry_policy',
  'envoy.config.route.v3.Route':
    'match route direct_response redirect typed_per_filter_config request_headers_to_add response_headers_to_add name metadata decorator',
  'envoy.config.route.v3.RouteMatch': 'prefix path headers safe_regex query_parameters path_separated_prefix grpc',
  'envoy.config.route.v3.RouteAction':
    'cluster prefix_rewrite timeout host_rewrite_literal weighted_clusters retry_policy regex_rewrite rate_limits hash_policy upgrade_configs idle_timeout request_mirror_policies cluster_header auto_host_rewrite max_stream_duration',
  'envoy.config.route.v3.RetryPolicy': 'retry_on num_retries per_try_timeout retry_back_off',
  'envoy.config.core.v3.HealthCheck':
    'timeout interval unhealthy_threshold healthy_threshold http_health_check tcp_health_check grpc_health_check',
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager':
    'stat_prefix codec_type route_config http_filters access_log rds use_remote_address upgrade_configs generate_request_id tracing common_http_protocol_options http2_protocol_options stream_idle_timeout request_timeout server_name skip_xff_append xff_num_trusted_hops normalize_path merge_slashes path_with_escaped_slashes_action server_header_transformation forward_client_cert_details set_current_client_cert_details http_protocol_options',
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy':
    'stat_prefix cluster access_log idle_timeout weighted_clusters',
  'envoy.extensions.transport_sockets.tls.v3.CommonTlsContext':
    'tls_certificates validation_context alpn_protocols tls_params tls_certificate_sds_secret_configs validation_context_sds_secret_config combined_validation_context',
  'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext': 'sni common_tls_context',
  'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext': 'common_tls_context require_client_certificate',
  'envoy.extensions.upstreams.http.v3.HttpProtocolOptions':
    'explicit_http_config use_downstream_protocol_config auto_config common_http_protocol_options',
  'envoy.config.core.v3.ConfigSource': 'ads resource_api_version path_config_source api_config_source',
  'envoy.config.core.v3.DataSource': 'filename inline_string',
};

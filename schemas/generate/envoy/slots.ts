/**
 * The extensions that are allowed in a field if the `[#extension-category]` of the API says nothing or too little. A row replaces
 * the API's statement. If Envoy's binary lists no extensions of a category, the field accepts any message, because a checker must
 * not report what it cannot know.
 */
export interface Slot {
  /** Full names of fields, or patterns. */
  readonly fields: readonly (string | RegExp)[];
  readonly categories?: readonly string[];
  /** Types that are allowed in addition to those of the categories. */
  readonly types?: readonly string[];
  /** See `EnvoyField.s`. */
  readonly rule?: 'any' | 'outer';
  readonly reason: string;
}

const core = 'envoy.config.core.v3';
const route = 'envoy.config.route.v3';
const matcher = 'envoy.config.common.matcher.v3.Matcher';
const xdsMatcher = 'xds.type.matcher.v3.Matcher';
const bootstrap = 'envoy.config.bootstrap.v3.Bootstrap';
const httpFilters = 'envoy.extensions.filters.http';
const networkFilters = 'envoy.extensions.filters.network';
const sockets = 'envoy.extensions.transport_sockets';

export const slots: readonly Slot[] = [
  {
    fields: [
      `${core}.TypedExtensionConfig.typed_config`,
      'xds.core.v3.TypedExtensionConfig.typed_config',
      `${core}.TransportSocket.typed_config`,
      `${core}.ExtensionConfigSource.default_config`,
      `${networkFilters}.http_connection_manager.v3.RequestIDExtension.typed_config`,
    ],
    rule: 'outer',
    reason: 'The message is a holder that many fields use; each of them says what it takes.',
  },
  {
    fields: [/\.http_connection_manager\.v3\.HttpFilter\.(typed_config|config_discovery)$/],
    categories: ['envoy.filters.http'],
    rule: 'outer',
    reason: 'Upstream filters use the same message; the fields that hold those say so.',
  },
  {
    fields: ['envoy.config.listener.v3.Filter.config_discovery'],
    categories: ['envoy.filters.network'],
    reason: 'Discovery yields what the typed_config beside it would hold.',
  },
  {
    fields: ['envoy.config.listener.v3.ListenerFilter.config_discovery'],
    categories: ['envoy.filters.listener', 'envoy.filters.udp_listener'],
    reason: 'Discovery yields what the typed_config beside it would hold.',
  },
  {
    fields: [`${httpFilters}.composite.v3.DynamicConfig.config_discovery`],
    categories: ['envoy.filters.http', 'envoy.filters.http.upstream'],
    reason: 'Discovery yields an HTTP filter, of a listener or of a cluster.',
  },
  {
    fields: ['envoy.config.cluster.v3.Cluster.transport_socket'],
    categories: ['envoy.transport_sockets.upstream'],
    reason: 'A cluster is upstream; the API notes it only at transport_socket_matches.',
  },
  {
    fields: [
      `${sockets}.proxy_protocol.v3.ProxyProtocolUpstreamTransport.transport_socket`,
      `${sockets}.internal_upstream.v3.InternalUpstreamTransport.transport_socket`,
      `${sockets}.http_11_proxy.v3.Http11ProxyUpstreamTransport.transport_socket`,
    ],
    categories: ['envoy.transport_sockets.upstream'],
    reason: 'These sockets exist upstream only, and wrap another one.',
  },
  {
    fields: [`${sockets}.tap.v3.Tap.transport_socket`, `${sockets}.tcp_stats.v3.Config.transport_socket`],
    rule: 'outer',
    reason: 'These sockets exist on both sides, and wrap another one of their own side.',
  },
  {
    fields: [/^envoy\.config\.(core|route)\.v3\.RetryPolicy\.RetryPriority\.typed_config$/],
    categories: ['envoy.retry_priorities'],
    reason: 'Said by its name and by the factory that Envoy looks up.',
  },
  {
    fields: [/^envoy\.config\.(core|route)\.v3\.RetryPolicy\.RetryHostPredicate\.typed_config$/],
    categories: ['envoy.retry_host_predicates'],
    reason: 'Said by its name and by the factory that Envoy looks up.',
  },
  {
    fields: [/^envoy\.config\.cluster\.v3\.Filter\.(typed_config|config_discovery)$/],
    categories: ['envoy.filters.upstream_network'],
    reason: 'Network filters of a cluster have a registry of their own.',
  },
  {
    fields: [`${core}.HealthCheck.CustomHealthCheck.typed_config`],
    categories: ['envoy.health_checkers'],
    reason: 'Said by its name.',
  },
  {
    fields: [`${core}.AlternateProtocolsCacheOptions.key_value_store_config`],
    types: ['envoy.config.common.key_value.v3.KeyValueStoreConfig'],
    reason: 'Envoy unpacks this one type here; the extension stands in its config.',
  },
  {
    fields: ['envoy.config.metrics.v3.StatsSink.typed_config'],
    categories: ['envoy.stats_sinks'],
    reason: 'Said by its name.',
  },
  {
    fields: ['xds.type.matcher.v3.StringMatcher.custom'],
    categories: ['envoy.string_matcher'],
    reason: 'As in envoy.type.matcher.v3.StringMatcher, where the API notes it.',
  },
  {
    fields: [
      `${matcher}.MatcherList.Predicate.SinglePredicate.input`,
      `${matcher}.MatcherTree.input`,
      `${xdsMatcher}.MatcherList.Predicate.SinglePredicate.input`,
      `${xdsMatcher}.MatcherTree.input`,
    ],
    categories: [
      'envoy.matching.common_inputs',
      'envoy.matching.generic_proxy_request_input.input',
      'envoy.matching.http.input',
      'envoy.matching.network.input',
      'envoy.matching.stat_matching_data.input',
      'envoy.matching.stat_tag_matching_data.input',
      'envoy.matching.transport_socket.input',
    ],
    reason: 'Besides the common inputs each kind of matched thing has its own; the API notes the common ones only.',
  },
  {
    fields: [`${route}.RateLimit.Action.extension`],
    categories: ['envoy.matching.http.input', 'envoy.rate_limit_descriptors'],
    reason: 'Inputs of a request serve as descriptors as well; the API says so in words.',
  },
  {
    fields: [`${xdsMatcher}.MatcherList.Predicate.SinglePredicate.custom_match`],
    categories: ['envoy.matching.input_matchers'],
    reason: 'As in envoy.config.common.matcher.v3.Matcher, where the API notes it.',
  },
  {
    fields: [`${matcher}.MatcherTree.custom_match`, `${xdsMatcher}.MatcherTree.custom_match`],
    categories: ['envoy.matching.http.custom_matchers', 'envoy.matching.network.custom_matchers'],
    reason: 'Trees have matchers of their own for each kind of matched thing.',
  },
  {
    fields: [`${matcher}.OnMatch.action`, `${xdsMatcher}.OnMatch.action`],
    rule: 'any',
    reason: 'Several registries of actions share one category name, and the binary lists one of them only.',
  },
  {
    fields: [/^envoy\.config\.route\.v3\.(?:[A-Z]\w+\.)+typed_per_filter_config$/],
    categories: ['envoy.filters.http', 'envoy.filters.http.upstream'],
    types: [`${route}.FilterConfig`],
    reason: 'Takes the route types of HTTP filters, by the name of the filter, or one of them wrapped.',
  },
  {
    fields: [`${route}.FilterConfig.config`],
    categories: ['envoy.filters.http', 'envoy.filters.http.upstream'],
    reason: 'Wraps a value of typed_per_filter_config.',
  },
  {
    fields: [`${route}.VirtualHost.route_specifiers`, `${route}.Route.route_specifiers`],
    categories: ['envoy.router.route_specifiers'],
    reason: 'As in RouteConfiguration, where the API notes it.',
  },
  {
    fields: ['envoy.config.accesslog.v3.AccessLog.typed_config'],
    categories: ['envoy.access_loggers'],
    reason: 'Said by its name.',
  },
  {
    fields: ['envoy.config.accesslog.v3.ExtensionFilter.typed_config'],
    categories: ['envoy.access_loggers.extension_filters'],
    reason: 'The API notes it at the only field that holds the message.',
  },
  {
    fields: ['envoy.config.trace.v3.Tracing.Http.typed_config'],
    categories: ['envoy.tracers'],
    reason: 'Said by its name.',
  },
  {
    fields: [`${networkFilters}.thrift_proxy.v3.ThriftFilter.typed_config`],
    categories: ['envoy.thrift_proxy.filters'],
    reason: 'The API notes it at the only field that holds the message.',
  },
  {
    fields: [/\.udp_proxy\.v3\.UdpProxyConfig\.SessionFilter\.(typed_config|config_discovery)$/],
    categories: ['envoy.filters.udp.session'],
    reason: 'The API notes it at the only field that holds the message.',
  },
  {
    fields: [`${networkFilters}.generic_proxy.action.v3.RouteAction.per_filter_config`],
    categories: ['envoy.generic_proxy.filters'],
    reason: 'Takes the route types of generic proxy filters.',
  },
  {
    fields: [`${networkFilters}.dubbo_proxy.v3.DubboFilter.config`],
    categories: ['envoy.dubbo_proxy.filters'],
    reason: 'Said by its name.',
  },
  {
    fields: [
      `${httpFilters}.rate_limit_quota.v3.RateLimitQuotaBucketSettings.BucketIdBuilder.ValueBuilder.custom_value`,
    ],
    categories: ['envoy.matching.common_inputs', 'envoy.matching.http.input'],
    reason: 'A value is built from an input of a request.',
  },
  {
    fields: [`${httpFilters}.compressor.v3.CompressorOverrides.compressor_library`],
    categories: ['envoy.compression.compressor'],
    reason: 'Overrides the field of the filter, where the API notes it.',
  },
  {
    fields: [`${httpFilters}.ext_proc.v3.ExtProcOverrides.processing_request_modifier`],
    categories: ['envoy.http.ext_proc.processing_request_modifiers'],
    reason: 'Overrides the field of the filter, where the API notes it.',
  },
  {
    fields: [
      `${httpFilters}.composite.v3.FilterChainConfiguration.typed_config`,
      'envoy.extensions.common.matching.v3.ExtensionWithMatcher.extension_config',
    ],
    categories: ['envoy.filters.http', 'envoy.filters.http.upstream'],
    reason: 'Holds an HTTP filter, of a listener or of a cluster.',
  },
  {
    fields: ['envoy.config.overload.v3.ResourceMonitor.typed_config'],
    categories: ['envoy.resource_monitors'],
    types: ['envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig'],
    reason: 'Said by its name; proactive monitors have a second registry of the same name, which the binary hides.',
  },
  {
    fields: ['envoy.config.listener.v3.ApiListener.api_listener'],
    types: [
      `${networkFilters}.http_connection_manager.v3.EnvoyMobileHttpConnectionManager`,
      `${networkFilters}.http_connection_manager.v3.HttpConnectionManager`,
    ],
    reason: 'Envoy unpacks these two types here.',
  },
  {
    fields: [`${bootstrap}.listener_manager`],
    categories: ['envoy.listener_manager_impl'],
    reason: 'Said by its name.',
  },
  {
    fields: ['envoy.config.bootstrap.v3.Watchdog.WatchdogAction.config'],
    categories: ['envoy.guarddog_actions'],
    reason: 'The API notes it at the field that holds the watchdogs.',
  },
  {
    fields: [/\.dynamic_modules\.v3\.[\w.]+_config$/, 'envoy.extensions.wasm.v3.VmConfig.configuration'],
    rule: 'any',
    reason: 'The message is handed to the module, which Envoy does not look into.',
  },
  {
    fields: [
      'envoy.extensions.wasm.v3.PluginConfig.configuration',
      `${core}.Metadata.typed_filter_metadata`,
      'google.rpc.Status.details',
      'xds.core.v3.CollectionEntry.InlineEntry.resource',
      'envoy.service.discovery.v3.DiscoveryResponse.resources',
      'envoy.service.discovery.v3.Resource.resource',
      `${httpFilters}.set_metadata.v3.Metadata.typed_value`,
    ],
    rule: 'any',
    reason: 'The message is data: what it must be depends on who reads it.',
  },
  {
    fields: [
      `${bootstrap}.certificate_provider_instances`,
      `${bootstrap}.xds_config_tracker_extension`,
      `${bootstrap}.xds_delegate_extension`,
      'envoy.config.bootstrap.v3.FatalAction.config',
      'envoy.config.cluster.v3.OutlierDetection.monitors',
      /^envoy\.config\.core\.v3\.GrpcService\.GoogleGrpc\.(channel|call)_credentials_plugin$/,
      `${core}.GrpcService.GoogleGrpc.CallCredentials.MetadataCredentialsFromPlugin.typed_config`,
      'envoy.config.listener.v3.Listener.ConnectionBalanceConfig.extend_balance',
      'envoy.config.overload.v3.OverloadAction.typed_config',
      'envoy.config.tap.v3.OutputSink.custom_sink',
      /^envoy\.config\.route\.v3\.(VirtualHost|RouteAction)\.retry_policy_typed_config$/,
      `${route}.FilterAction.action`,
      `${sockets}.tls.v3.PrivateKeyProvider.typed_config`,
      `${sockets}.tls.v3.CommonTlsContext.CertificateProvider.typed_config`,
      'envoy.extensions.http.custom_response.redirect_policy.v3.RedirectPolicy.modify_request_headers_action',
      'envoy.extensions.grpc_service.channel_credentials.xds.v3.XdsCredentials.fallback_credentials',
      /\.upstream_socket_interface\.v3\.UpstreamReverseConnectionSocketInterface\.reporter_config$/,
    ],
    rule: 'any',
    reason: 'The binary lists no types for what stands here.',
  },
];

/** The row of a field by its full name. */
export function slotOf(field: string): Slot | undefined {
  return slots.find(({ fields }) =>
    fields.some((name) => (name instanceof RegExp ? name.test(field) : name === field)),
  );
}

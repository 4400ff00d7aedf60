import { ipAddresses } from './addresses.ts';
import { authorizationPaths, basicAuthUsers, jwtProvider } from './authentication.ts';
import { balancers } from './balancers.ts';
import { clusterBindConfig, commonBindConfig } from './bind-config.ts';
import { localCluster, managementServers, runtimeLayers, xdsAuthorities } from './bootstrap.ts';
import { certificateNames } from './certificate-names.ts';
import { clusterBalancing, clusterOptions, expectedStatuses } from './cluster.ts';
import { subsetKeys } from './subset-selectors.ts';
import { apiConfigSource, xdsExtensions } from './config-sources.ts';
import { discoveredFilter, discoveredListenerFilters } from './discovered-filters.ts';
import { clusterDnsResolvers, dnsResolvers } from './dns-resolvers.ts';
import { endpoints } from './endpoints.ts';
import { filterChainMatches } from './filter-chain-matches.ts';
import { externalProcessor, heapSize } from './filters.ts';
import { formats, otelFormats } from './formats.ts';
import { addedHeaders, foreignHeaders, headerMutations, plainHeaders } from './headers.ts';
import { clusterHttp2Settings, http2Settings } from './http2-settings.ts';
import { mirrorPolicyCluster } from './mirror-policies.ts';
import { listener } from './listener.ts';
import { listenerAddresses } from './listener-addresses.ts';
import type { CodedCheck } from './message-check.ts';
import { overloadNames } from './overload-manager.ts';
import { bodyToMetadata, headerToMetadata, jsonToMetadata, thriftToMetadata } from './metadata-filters.ts';
import { addedTlvs } from './proxy-protocol.ts';
import { queryMutations } from './query-mutations.ts';
import { httpRetries, matcherAction, serviceRetries, sourceExtensions } from './looked-up-extensions.ts';
import { localRateLimit, ownRateLimits } from './rate-limits.ts';
import { regexMatcher } from './regex-matcher.ts';
import { connectionManagerOptions, hostMatchers, upgrades, weightedName } from './routes.ts';
import { staticSecrets } from './static-secrets.ts';
import { statsTags } from './stats-tags.ts';
import { openTelemetry, openTelemetryLog, xRay } from './tracers.ts';
import { upstreamProtocols } from './upstream-protocols.ts';
import { virtualHostsByAds } from './virtual-host-discovery.ts';

const bothHeaders = addedHeaders('request_headers_to_add', 'response_headers_to_add');
const subscribed = (name: string): CodedCheck => sourceExtensions(name, 'api_config_source');
const subsetSelector = 'envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetSelector';
const thriftHeaders = 'envoy.extensions.filters.network.thrift_proxy.filters.header_to_metadata.v3.HeaderToMetadata';
const thriftPayload = 'envoy.extensions.filters.network.thrift_proxy.filters.payload_to_metadata.v3.PayloadToMetadata';
const httpOptions = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const connectionManager = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

/** The checks of each message, by its full name. */
export const messageChecks: Readonly<Record<string, readonly CodedCheck[]>> = {
  'envoy.config.bootstrap.v3.Admin': [ipAddresses('address')],
  'envoy.config.bootstrap.v3.Bootstrap': [
    commonBindConfig,
    localCluster,
    runtimeLayers,
    staticSecrets,
    statsTags,
    virtualHostsByAds,
    xdsAuthorities,
    xdsExtensions,
  ],
  'envoy.config.bootstrap.v3.Bootstrap.DynamicResources': [
    apiConfigSource('ads_config'),
    managementServers,
    sourceExtensions('ads_config'),
    sourceExtensions('cds_config', 'api_config_source'),
  ],
  'envoy.config.cluster.v3.Cluster': [
    balancers,
    clusterBalancing,
    clusterBindConfig,
    clusterOptions,
    clusterDnsResolvers,
    clusterHttp2Settings,
    endpoints,
    upstreamProtocols,
  ],
  'envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector': [
    subsetKeys('envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector'),
  ],
  'envoy.config.bootstrap.v3.RuntimeLayer.RtdsLayer': [subscribed('rtds_config')],
  'envoy.config.cluster.v3.Cluster.EdsClusterConfig': [subscribed('eds_config')],
  'envoy.config.core.v3.ConfigSource': [apiConfigSource('api_config_source')],
  'envoy.config.core.v3.ExtensionConfigSource': [subscribed('config_source')],
  'envoy.config.core.v3.HealthCheck.GrpcHealthCheck': [addedHeaders('initial_metadata')],
  'envoy.config.core.v3.HealthCheck.HttpHealthCheck': [addedHeaders('request_headers_to_add'), expectedStatuses],
  'envoy.config.core.v3.HttpService': [foreignHeaders],
  'envoy.config.core.v3.SubstitutionFormatString': [
    formats('text_format', 'text_format_source.inline_string', 'json_format'),
  ],
  'envoy.config.listener.v3.Filter': [discoveredFilter()],
  'envoy.config.listener.v3.Listener': [discoveredListenerFilters, filterChainMatches, listener, listenerAddresses],
  'envoy.config.metrics.v3.DogStatsdSink': [ipAddresses('address')],
  'envoy.config.metrics.v3.MetricsServiceConfig': [serviceRetries('grpc_service')],
  'envoy.config.metrics.v3.StatsdSink': [ipAddresses('address')],
  'envoy.config.overload.v3.OverloadManager': [overloadNames],
  'envoy.config.route.v3.RedirectAction': [formats('path_rewrite')],
  'envoy.config.route.v3.Route': [bothHeaders],
  'envoy.config.route.v3.RouteAction': [formats('host_rewrite', 'path_rewrite'), upgrades],
  'envoy.config.route.v3.RouteAction.RequestMirrorPolicy': [
    headerMutations('request_headers_mutations'),
    mirrorPolicyCluster,
  ],
  'envoy.config.route.v3.RouteConfiguration': [bothHeaders],
  'envoy.config.route.v3.Tracing': [formats('operation', 'upstream_operation')],
  'envoy.config.route.v3.VirtualHost': [bothHeaders, hostMatchers],
  'envoy.config.route.v3.WeightedCluster.ClusterWeight': [bothHeaders, weightedName],
  'envoy.config.trace.v3.OpenTelemetryConfig': [openTelemetry],
  'envoy.config.trace.v3.XRayConfig': [xRay],
  'envoy.extensions.access_loggers.file.v3.FileAccessLog': [formats('format', 'json_format', 'typed_json_format')],
  'envoy.extensions.access_loggers.fluentd.v3.FluentdAccessLogConfig': [formats('record')],
  'envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig': [serviceRetries('common_config', 'grpc_service')],
  'envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig': [
    openTelemetryLog,
    otelFormats('body', 'attributes'),
  ],
  'envoy.extensions.access_loggers.stats.v3.Config.Tag': [formats('value_format')],
  'envoy.extensions.clusters.dns.v3.DnsCluster': [dnsResolvers],
  'envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig': [dnsResolvers],
  'envoy.extensions.filters.http.basic_auth.v3.BasicAuth': [basicAuthUsers],
  'envoy.extensions.filters.http.ext_authz.v3.AuthorizationRequest': [plainHeaders('headers_to_add')],
  'envoy.extensions.filters.http.ext_authz.v3.HttpService': [authorizationPaths, httpRetries('1.36')],
  'envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor': [externalProcessor],
  'envoy.extensions.filters.http.header_mutation.v3.Mutations': [
    headerMutations(
      'request_mutations',
      'response_mutations',
      'request_trailers_mutations',
      'response_trailers_mutations',
    ),
    queryMutations,
  ],
  'envoy.extensions.filters.http.header_to_metadata.v3.Config': [headerToMetadata],
  'envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata': [jsonToMetadata],
  'envoy.extensions.filters.http.jwt_authn.v3.JwtProvider': [jwtProvider],
  'envoy.extensions.filters.http.jwt_authn.v3.RemoteJwks': [httpRetries('1.37')],
  'envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit': [
    addedHeaders('response_headers_to_add', 'request_headers_to_add_when_not_enforced'),
    localRateLimit,
    ownRateLimits('limit'),
  ],
  'envoy.extensions.filters.http.oauth2.v3.OAuth2Config': [httpRetries('1.37')],
  'envoy.extensions.filters.http.ratelimit.v3.RateLimit': [addedHeaders('response_headers_to_add'), ownRateLimits()],
  'envoy.extensions.filters.http.thrift_to_metadata.v3.ThriftToMetadata': [thriftToMetadata],
  'envoy.extensions.filters.http.thrift_to_metadata.v3.ThriftToMetadataPerRoute': [thriftToMetadata],
  [connectionManager]: [connectionManagerOptions, http2Settings, upgrades],
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter': [
    discoveredFilter('envoy.filters.http', 'envoy.filters.http.upstream'),
  ],
  'envoy.extensions.filters.network.http_connection_manager.v3.Rds': [subscribed('config_source')],
  'envoy.extensions.filters.network.http_connection_manager.v3.ScopedRds': [subscribed('scoped_rds_config_source')],
  [`${connectionManager}.Tracing`]: [formats('operation', 'upstream_operation')],
  'envoy.extensions.filters.network.http_connection_manager.v3.ResponseMapper': [addedHeaders('headers_to_add')],
  'envoy.extensions.filters.listener.local_ratelimit.v3.LocalRateLimit': [localRateLimit],
  'envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit': [localRateLimit],
  [thriftHeaders]: [bodyToMetadata(thriftHeaders)],
  [thriftPayload]: [bodyToMetadata(thriftPayload)],
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy': [addedTlvs('1.36', 'proxy_protocol_tlvs')],
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig': [
    addedHeaders('headers_to_add'),
    formats('hostname'),
  ],
  'envoy.extensions.http.custom_response.local_response_policy.v3.LocalResponsePolicy': [
    addedHeaders('response_headers_to_add'),
  ],
  'envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation': [headerMutations('mutations')],
  [subsetSelector]: [subsetKeys(subsetSelector)],
  'envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig': [heapSize],
  'envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport': [
    addedTlvs('1.40', 'config', 'added_tlvs'),
  ],
  'envoy.extensions.transport_sockets.tls.v3.CommonTlsContext': [certificateNames],
  'envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig': [subscribed('sds_config')],
  [`${httpOptions}.AutoHttpConfig`]: [http2Settings],
  [`${httpOptions}.ExplicitHttpConfig`]: [http2Settings],
  [`${httpOptions}.UseDownstreamHttpConfig`]: [http2Settings],
  'envoy.type.matcher.v3.RegexMatcher': [regexMatcher],
  'envoy.type.tracing.v3.CustomTag': [formats('value')],
  'xds.type.matcher.v3.Matcher.OnMatch': [matcherAction],
  'xds.type.matcher.v3.RegexMatcher': [regexMatcher],
};

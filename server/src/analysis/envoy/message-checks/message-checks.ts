import { cidrRange, ipAddresses } from './addresses.ts';
import { networkRules } from './authentication.ts';
import { clusterBindConfig, commonBindConfig } from './bind-config.ts';
import {
  internalListeners,
  localCluster,
  localClusterLimits,
  managementServers,
  runtimeLayers,
  runtimeValues,
  xdsAuthorities,
} from './bootstrap.ts';
import { caseOfRegex } from './case-of-regex.ts';
import {
  clusterBalancing,
  clusterOptions,
  expectedStatuses,
  grpcHealthChecks,
  requestsPerConnection,
} from './cluster.ts';
import { ejectionTimes, hostThresholds, providedBalancing, socketMatches, subsetKeys } from './cluster-extras.ts';
import { policyCondition } from './conditions.ts';
import {
  apiConfigSource,
  authoritySources,
  clusterCollection,
  foreignSource,
  plainSource,
  routeSource,
  runtimeSource,
  xdsExtensions,
} from './config-sources.ts';
import { discoveredFilter, discoveredListenerFilters } from './discovered-filters.ts';
import { dnsCaches } from './dns-caches.ts';
import { dnsResolvers } from './dns-resolvers.ts';
import { endpoints } from './endpoints.ts';
import { filterChainMatches } from './filter-chain-matches.ts';
import { heapSize, hexPayload, postPath, redisRoutes, scaledTrigger } from './filters.ts';
import { formats, otelFormats } from './formats.ts';
import { addedHeaders, foreignHeaders, headerMutations, removedHeaders } from './headers.ts';
import {
  balancingPolicies,
  endpointAddresses,
  lastFilterEnabled,
  mirrorPolicyCluster,
  secretType,
  virtualClusterHeaders,
} from './incomplete-messages.ts';
import { inlinePem } from './inline-pem.ts';
import { listener } from './listener.ts';
import { listenerAddresses } from './listener-addresses.ts';
import { listenerTransport } from './listener-transport.ts';
import { endpointWeights } from './load-assignment.ts';
import type { CodedCheck } from './message-check.ts';
import { overloadNames } from './local-references.ts';
import { matcherAction, serviceRetries, sourceExtensions } from './looked-up-extensions.ts';
import { localRateLimit } from './rate-limits.ts';
import { regexMatcher } from './regex-matcher.ts';
import { routeFilterConfigs } from './route-filter-configs.ts';
import {
  connectionManagerOptions,
  directResponseBodies,
  hostMatchers,
  pathRewrites,
  retryBackOff,
  upgrades,
  weightedName,
  weightSum,
} from './routes.ts';
import { staticSecrets } from './static-secrets.ts';
import { statsEviction, statsTags } from './stats.ts';
import { earlyData } from './tcp-proxy.ts';
import { ticketKeys } from './ticket-keys.ts';
import {
  alpnProtocols,
  automaticNames,
  certificateKeys,
  certificateNames,
  certificateValidation,
  downstreamTls,
  upstreamTls,
  upstreamValidation,
} from './tls-contexts.ts';
import { tlsParameters } from './tls-parameters.ts';
import { openTelemetry, openTelemetryLog, xRay, zipkin } from './tracers.ts';
import { upstreamProtocols } from './upstream-protocols.ts';
import { virtualHostSource, virtualHostsByAds } from './virtual-host-discovery.ts';
import { httpFilterChecks } from './http-filter-checks.ts';

const bothHeaders = [addedHeaders('request_headers_to_add', 'response_headers_to_add'), removedHeaders];
const subscribed = (name: string): readonly CodedCheck[] => [
  plainSource(name),
  sourceExtensions(name, 'api_config_source'),
];
const connectionManager = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

/** The checks of each message, by its full name. */
export const messageChecks: Readonly<Record<string, readonly CodedCheck[]>> = {
  'envoy.config.bootstrap.v3.Admin': [ipAddresses('address')],
  'envoy.config.bootstrap.v3.Bootstrap': [
    authoritySources,
    commonBindConfig,
    dnsCaches,
    internalListeners,
    localCluster,
    localClusterLimits,
    runtimeLayers,
    staticSecrets,
    statsEviction,
    statsTags,
    virtualHostsByAds,
    xdsAuthorities,
    xdsExtensions,
  ],
  'envoy.config.bootstrap.v3.Bootstrap.DynamicResources': [
    apiConfigSource('ads_config'),
    clusterCollection,
    foreignSource('cds_config'),
    managementServers,
    plainSource('cds_config', 'lds_config'),
    sourceExtensions('ads_config'),
    sourceExtensions('cds_config', 'api_config_source'),
  ],
  'envoy.config.cluster.v3.Cluster': [
    clusterBalancing,
    clusterBindConfig,
    clusterOptions,
    dnsResolvers,
    ejectionTimes,
    endpointAddresses,
    endpoints,
    endpointWeights,
    grpcHealthChecks,
    hostThresholds,
    providedBalancing,
    requestsPerConnection,
    socketMatches,
    upstreamProtocols,
  ],
  'envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector': [subsetKeys],
  'envoy.config.bootstrap.v3.RuntimeLayer': [runtimeValues],
  'envoy.config.bootstrap.v3.RuntimeLayer.RtdsLayer': [runtimeSource, ...subscribed('rtds_config')],
  'envoy.config.cluster.v3.Cluster.EdsClusterConfig': [foreignSource('eds_config'), ...subscribed('eds_config')],
  'envoy.config.cluster.v3.LoadBalancingPolicy': [balancingPolicies],
  'envoy.config.core.v3.CidrRange': [cidrRange],
  'envoy.config.core.v3.ConfigSource': [apiConfigSource('api_config_source')],
  'envoy.config.core.v3.ExtensionConfigSource': [...subscribed('config_source')],
  'envoy.config.core.v3.HealthCheck.GrpcHealthCheck': [addedHeaders('initial_metadata')],
  'envoy.config.core.v3.HealthCheck.HttpHealthCheck': [
    addedHeaders('request_headers_to_add'),
    expectedStatuses,
    removedHeaders,
  ],
  'envoy.config.core.v3.HealthCheck.Payload': [hexPayload],
  'envoy.config.core.v3.HttpService': [foreignHeaders],
  'envoy.config.core.v3.SubstitutionFormatString': [
    formats('text_format', 'text_format_source.inline_string', 'json_format'),
  ],
  'envoy.config.listener.v3.Filter': [discoveredFilter()],
  'envoy.config.listener.v3.Listener': [
    discoveredListenerFilters,
    filterChainMatches,
    listener,
    listenerAddresses,
    listenerTransport,
  ],
  'envoy.config.metrics.v3.DogStatsdSink': [ipAddresses('address')],
  'envoy.config.metrics.v3.MetricsServiceConfig': [serviceRetries('grpc_service')],
  'envoy.config.metrics.v3.StatsdSink': [ipAddresses('address')],
  'envoy.config.overload.v3.OverloadManager': [overloadNames],
  'envoy.config.overload.v3.ScaledTrigger': [scaledTrigger],
  'envoy.config.rbac.v3.Policy': [policyCondition],
  'envoy.config.rbac.v3.Principal.Authenticated': [caseOfRegex('principal_name')],
  'envoy.config.route.v3.CorsPolicy': [caseOfRegex('allow_origin_string_match')],
  'envoy.config.route.v3.RedirectAction': [formats('path_rewrite')],
  'envoy.config.route.v3.RetryPolicy.RetryBackOff': [retryBackOff],
  'envoy.config.route.v3.Route': [...bothHeaders, routeFilterConfigs],
  'envoy.config.route.v3.RouteAction': [formats('host_rewrite', 'path_rewrite'), pathRewrites, upgrades],
  'envoy.config.route.v3.RouteAction.RequestMirrorPolicy': [
    headerMutations('request_headers_mutations'),
    mirrorPolicyCluster,
  ],
  'envoy.config.route.v3.RouteConfiguration': [...bothHeaders, directResponseBodies, routeFilterConfigs],
  'envoy.config.route.v3.Tracing': [formats('operation', 'upstream_operation')],
  'envoy.config.route.v3.Vhds': [virtualHostSource],
  'envoy.config.route.v3.VirtualCluster': [virtualClusterHeaders],
  'envoy.config.route.v3.HeaderMatcher': [caseOfRegex('string_match')],
  'envoy.config.route.v3.QueryParameterMatcher': [caseOfRegex('string_match')],
  'envoy.config.route.v3.VirtualHost': [...bothHeaders, hostMatchers, routeFilterConfigs],
  'envoy.config.route.v3.WeightedCluster': [weightSum],
  'envoy.config.route.v3.WeightedCluster.ClusterWeight': [...bothHeaders, routeFilterConfigs, weightedName],
  'envoy.config.trace.v3.OpenTelemetryConfig': [openTelemetry],
  'envoy.config.trace.v3.XRayConfig': [xRay],
  'envoy.config.trace.v3.ZipkinConfig': [zipkin],
  'envoy.extensions.access_loggers.file.v3.FileAccessLog': [formats('format', 'json_format', 'typed_json_format')],
  'envoy.extensions.access_loggers.fluentd.v3.FluentdAccessLogConfig': [formats('record')],
  'envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig': [serviceRetries('common_config', 'grpc_service')],
  'envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig': [
    openTelemetryLog,
    otelFormats('body', 'attributes'),
  ],
  'envoy.extensions.access_loggers.stats.v3.Config.Tag': [formats('value_format')],
  [connectionManager]: [connectionManagerOptions, lastFilterEnabled, upgrades],
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter': [
    discoveredFilter('envoy.filters.http', 'envoy.filters.http.upstream'),
  ],
  'envoy.extensions.filters.network.http_connection_manager.v3.Rds': [routeSource, ...subscribed('config_source')],
  'envoy.extensions.filters.network.http_connection_manager.v3.ScopedRds': [...subscribed('scoped_rds_config_source')],
  [`${connectionManager}.Tracing`]: [formats('operation', 'upstream_operation')],
  'envoy.extensions.filters.network.http_connection_manager.v3.ResponseMapper': [addedHeaders('headers_to_add')],
  'envoy.extensions.filters.listener.local_ratelimit.v3.LocalRateLimit': [localRateLimit],
  'envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit': [localRateLimit],
  'envoy.extensions.filters.network.rbac.v3.RBAC': [networkRules],
  'envoy.extensions.filters.network.redis_proxy.v3.RedisProxy': [redisRoutes],
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy': [earlyData],
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig': [
    addedHeaders('headers_to_add'),
    formats('hostname'),
    postPath,
  ],
  'envoy.extensions.http.custom_response.local_response_policy.v3.LocalResponsePolicy': [
    addedHeaders('response_headers_to_add'),
  ],
  'envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation': [headerMutations('mutations')],
  'envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig': [heapSize],
  'envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext': [inlinePem('trusted_ca')],
  'envoy.extensions.transport_sockets.tls.v3.CommonTlsContext': [
    alpnProtocols,
    certificateKeys,
    certificateNames,
    certificateValidation,
  ],
  'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext': [downstreamTls, ticketKeys],
  'envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig': [...subscribed('sds_config')],
  'envoy.extensions.transport_sockets.tls.v3.Secret': [secretType],
  'envoy.extensions.transport_sockets.tls.v3.TlsCertificate': [inlinePem('certificate_chain', 'private_key')],
  'envoy.extensions.transport_sockets.tls.v3.TlsParameters': [tlsParameters],
  'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext': [automaticNames, upstreamTls, upstreamValidation],
  'envoy.type.matcher.v3.RegexMatcher': [regexMatcher],
  'envoy.type.matcher.v3.ValueMatcher': [caseOfRegex('string_match')],
  'envoy.type.tracing.v3.CustomTag': [formats('value')],
  'xds.type.matcher.v3.Matcher.OnMatch': [matcherAction],
  'xds.type.matcher.v3.RegexMatcher': [regexMatcher],
  ...httpFilterChecks,
};

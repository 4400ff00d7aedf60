import { field, fieldEntry, fieldItems } from '../../../envoy/envoy-field.ts';
import { envoyString } from '../../../envoy/envoy-scalar.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import { asMap } from '../../../yaml/syntax/yaml-path.ts';
import { nestField } from '../deprecated/nest-field.ts';
import { removeField } from '../deprecated/remove-field.ts';
import { allowedOrigins, corsEnabled } from './cors-policy.ts';
import { healthCheckHttp2 } from './health-check.ts';
import { clusterHosts } from './hosts.ts';
import { nestInOptions } from './nest-in-options.ts';
import { perFilterConfig, protocolOptions } from './per-filter-config.ts';
import { textMatch } from './text-match.ts';
import { renameField } from './rename-field.ts';
import { layeredRuntime } from './runtime.ts';
import { tlsContext } from './tls-context.ts';
import { headersForTags, operationName } from './tracing.ts';
import type { V2Rewrite } from './v2-rewrite.ts';
import { virtualCluster } from './virtual-cluster.ts';

const remove: V2Rewrite = removeField(() => true).edits;

const nest = (...path: [string, ...string[], string]): V2Rewrite => nestField(path).edits;

/** Each name is to be equal to one of the certificate. */
const subjectNames: V2Rewrite = ({ text, map, entry, value, spell }) => {
  const key = spell('match_subject_alt_names');
  const names = (value.kind === 'scalar' ? [value] : fieldItems(value)).map((item) => envoyString(item)?.value ?? '');
  if (names.length === 0 || names.includes('') || fieldEntry(map, 'match_subject_alt_names')) return undefined;
  return rewriteEntries(text, map, [entry], [{ key, value: names.map((exact) => ({ exact })), for: entry }]);
};

/** The path that the filter answers. */
const checkedPath: V2Rewrite = ({ text, map, entry, value, spell }) => {
  const path = envoyString(value)?.value;
  if (!path || fieldEntry(map, 'headers')) return undefined;
  const headers = [{ name: ':path', [spell('string_match')]: { exact: path } }];
  return rewriteEntries(text, map, [entry], [{ key: 'headers', value: headers, for: entry }]);
};

/** Without a value at run time, nothing was mirrored. */
const mirrorRuntime: V2Rewrite = ({ text, map, entry, spell }) => {
  if (fieldEntry(map, 'runtime_fraction')) return undefined;
  const none = { key: spell('default_value'), value: { numerator: 0, denominator: 'TEN_THOUSAND' } };
  return rewriteEntries(text, map, [entry], [{ key: spell('runtime_fraction'), of: [none, { moved: entry }] }]);
};

/** A single route to a cluster that matches every connection. */
const tcpRoutes: V2Rewrite = ({ text, map, entry, value }) => {
  const routes = fieldItems(field(value, 'routes'));
  const route = asMap(routes[0]);
  const [cluster, condition] = route?.entries ?? [];
  const isOnly = asMap(value)?.entries.length === 1 && routes.length === 1 && cluster?.key.text === 'cluster';
  if (!route || !cluster || !isOnly || condition || fieldEntry(map, 'cluster')) return undefined;
  return rewriteEntries(text, map, [entry], [{ moved: cluster, from: route }]);
};

/** By message and name in snake_case. */
const rewrites: Readonly<Record<string, V2Rewrite>> = {
  'Bootstrap.runtime': layeredRuntime,
  'Cluster.extension_protocol_options': protocolOptions,
  'Cluster.hosts': clusterHosts,
  'Cluster.tls_context': tlsContext('Upstream'),
  'Cluster.drain_connections_on_host_removal': renameField('ignore_health_on_host_removal'),
  'ClusterWeight.per_filter_config': perFilterConfig,
  'CertificateValidationContext.verify_subject_alt_name': subjectNames,
  'CorsPolicy.allow_origin': allowedOrigins,
  'CorsPolicy.allow_origin_regex': allowedOrigins,
  'CorsPolicy.enabled': corsEnabled,
  'ExtAuthz.use_alpha': remove,
  'FaultAbort.percent': nest('percentage', 'numerator'),
  'FaultDelay.percent': nest('percentage', 'numerator'),
  'FaultDelay.type': remove,
  'FilterChain.tls_context': tlsContext('Downstream'),
  'FilterChainMatch.sni_domains': renameField('server_names'),
  'HealthCheck.endpoint': checkedPath,
  'HeaderMatcher.regex': textMatch,
  'HeaderMatcher.value': textMatch,
  'HeaderMatcher.regex_match': nest('string_match', 'safe_regex', 'regex'),
  'HttpConnectionManager.idle_timeout': nestInOptions('common_http_protocol_options'),
  'HystrixSink.num_of_buckets': renameField('num_buckets'),
  'HttpHealthCheck.service_name': nest('service_name_matcher', 'prefix'),
  'HttpHealthCheck.use_http2': healthCheckHttp2,
  'Node.build_version': remove,
  'PrefixRoutes.catch_all_cluster': nest('catch_all_route', 'cluster'),
  'QueryParameterMatcher.regex': textMatch,
  'QueryParameterMatcher.value': textMatch,
  'RateLimitServiceConfig.use_data_plane_proto': remove,
  'RedisProxy.cluster': nest('prefix_routes', 'catch_all_route', 'cluster'),
  'RequestMirrorPolicy.runtime_key': mirrorRuntime,
  'Route.per_filter_config': perFilterConfig,
  'RouteAction.auto_host_rewrite_header': renameField('host_rewrite_header'),
  'RouteAction.request_mirror_policy': renameField('request_mirror_policies'),
  'RouteMatch.regex': nest('safe_regex', 'regex'),
  'StringMatcher.regex': nest('safe_regex', 'regex'),
  'TcpProxy.deprecated_v1': tcpRoutes,
  'Tracing.operation_name': operationName,
  'Tracing.request_headers_for_tags': headersForTags,
  'VirtualCluster.method': virtualCluster,
  'VirtualCluster.pattern': virtualCluster,
  'VirtualHost.per_filter_config': perFilterConfig,
};

/** The rewrite of a v2 field, by the full name of its message and its name in snake_case. */
export function v2RewriteOf(message: string, name: string): V2Rewrite | undefined {
  const key = `${message.slice(message.lastIndexOf('.') + 1)}.${name}`;
  return Object.hasOwn(rewrites, key) ? rewrites[key] : undefined;
}

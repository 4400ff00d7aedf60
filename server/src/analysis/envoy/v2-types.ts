import { extensionTypes, typeOfUrl } from '../schema/envoy-facts.ts';

/** Whether the full name of a message is in a package of the v2 API: `….v2.…`, `….v2alpha.…`, `….v1alpha1.…`. */
export const isV2Type = (type: string): boolean => /^envoy\.(?:\w+\.)*v(?:1|2)(?:(?:alpha|beta)\d*)?\.\w/.test(type);

/**
 * The v3 message that replaced a v2 message, both without `type.googleapis.com/`. Undefined if there is none. The
 * packages are those of the `previous_message_type` annotations of Envoy's API.
 */
export function v3TypeOf(v2Type: string): string | undefined {
  if (!isV2Type(v2Type)) return undefined;
  for (const [from, to] of packages) {
    const rest = from.exec(v2Type);
    const successor = rest && v2Type.replace(from, to).replace(/\.v[12]\w*\./, '.v3.');
    if (successor && typeOfUrl(`/${successor}`).kind !== 'unknown') return successor;
  }
  return undefined;
}

/** Beginnings of names in v2, and what v3 has for them. A name with another beginning keeps it. */
const packages: readonly (readonly [RegExp, string])[] = [
  [/^envoy\.api\.v2\.(?=Cluster$)/, 'envoy.config.cluster.v3.'],
  [/^envoy\.api\.v2\.(?=ClusterLoadAssignment$)/, 'envoy.config.endpoint.v3.'],
  [/^envoy\.api\.v2\.(?=Listener$)/, 'envoy.config.listener.v3.'],
  [/^envoy\.api\.v2\.(?=(Scoped)?RouteConfiguration$)/, 'envoy.config.route.v3.'],
  [/^envoy\.api\.v2\.auth\./, 'envoy.extensions.transport_sockets.tls.v3.'],
  [/^envoy\.api\.v2\.(core|route)\./, 'envoy.config.$1.v3.'],
  [/^envoy\.service\.discovery\.v2\.(?=Runtime$)/, 'envoy.service.runtime.v3.'],
  [/^envoy\.config\.accesslog\.v2\.(?=FileAccessLog$)/, 'envoy.extensions.access_loggers.file.v3.'],
  [/^envoy\.config\.accesslog\.v2\.(?=\w+GrpcAccessLogConfig$)/, 'envoy.extensions.access_loggers.grpc.v3.'],
  [/^envoy\.config\.cluster\./, 'envoy.extensions.clusters.'],
  [/^envoy\.config\.filter\.(dubbo|thrift)\.router\./, 'envoy.extensions.filters.network.$1_proxy.router.'],
  [/^envoy\.config\.filter\.thrift\.rate_limit\./, 'envoy.extensions.filters.network.thrift_proxy.filters.ratelimit.'],
  [/^envoy\.config\.filter\.http\.transcoder\./, 'envoy.extensions.filters.http.grpc_json_transcoder.'],
  [/^envoy\.config\.filter\.(http|network)\.rate_limit\./, 'envoy.extensions.filters.$1.ratelimit.'],
  [/^envoy\.config\.filter\.network\.local_rate_limit\./, 'envoy.extensions.filters.network.local_ratelimit.'],
  [/^envoy\.config\.filter\./, 'envoy.extensions.filters.'],
  [/^envoy\.config\.(health_checker|resource_monitor|transport_socket)\./, 'envoy.extensions.$1s.'],
  [/^envoy\.config\.retry\.previous_priorities\./, 'envoy.extensions.retry.priority.previous_priorities.'],
  [/^envoy\.config\.retry\./, 'envoy.extensions.retry.host.'],
  [/^(?=envoy\.config\.)/, ''],
];

/**
 * The types of an extension by its name, which stood for the type in v2: that of the extension itself, then that for
 * routes if it has another one. A name may belong to extensions of two kinds.
 * @param categories only extensions of these are meant
 */
export function typesOfName(name: string, categories: readonly string[] = everyCategory): readonly string[] {
  const names = [name, ...(formerNames[name] ?? [])];
  return categories
    .map((category) => extensionTypes(category).filter(({ extension }) => names.includes(extension)))
    .reduce((chosen, found) => (chosen.length > 0 ? chosen : found), [])
    .map(({ type }) => type);
}

const everyCategory: readonly string[] = [
  'envoy.filters.http',
  'envoy.filters.network',
  'envoy.filters.listener',
  'envoy.access_loggers',
  'envoy.transport_sockets.upstream',
  'envoy.stats_sinks',
  'envoy.tracers',
  'envoy.health_checkers',
  'envoy.resource_monitors',
  'envoy.retry_host_predicates',
  'envoy.retry_priorities',
];

const http = (name: string): string => `envoy.filters.http.${name}`;
const network = (name: string): string => `envoy.filters.network.${name}`;
const listener = (name: string): string => `envoy.filters.listener.${name}`;

/** Names that v2 accepted beside the names of today. */
const formerNames: Readonly<Record<string, readonly string[]>> = {
  'envoy.buffer': [http('buffer')],
  'envoy.cors': [http('cors')],
  'envoy.csrf': [http('csrf')],
  'envoy.dog_statsd': ['envoy.stat_sinks.dog_statsd'],
  'envoy.echo': [network('echo')],
  'envoy.ext_authz': [http('ext_authz'), network('ext_authz')],
  'envoy.fault': [http('fault')],
  'envoy.file_access_log': ['envoy.access_loggers.file'],
  'envoy.grpc_http1_bridge': [http('grpc_http1_bridge')],
  'envoy.grpc_json_transcoder': [http('grpc_json_transcoder')],
  'envoy.grpc_web': [http('grpc_web')],
  'envoy.health_check': [http('health_check')],
  'envoy.http_connection_manager': [network('http_connection_manager')],
  'envoy.http_grpc_access_log': ['envoy.access_loggers.http_grpc'],
  'envoy.ip_tagging': [http('ip_tagging')],
  'envoy.listener.http_inspector': [listener('http_inspector')],
  'envoy.listener.original_dst': [listener('original_dst')],
  'envoy.listener.original_src': [listener('original_src')],
  'envoy.listener.proxy_protocol': [listener('proxy_protocol')],
  'envoy.listener.tls_inspector': [listener('tls_inspector')],
  'envoy.lua': [http('lua')],
  'envoy.metrics_service': ['envoy.stat_sinks.metrics_service'],
  'envoy.mongo_proxy': [network('mongo_proxy')],
  'envoy.rate_limit': [http('ratelimit')],
  'envoy.ratelimit': [network('ratelimit')],
  'envoy.redis_proxy': [network('redis_proxy')],
  'envoy.router': [http('router')],
  'envoy.statsd': ['envoy.stat_sinks.statsd'],
  'envoy.tcp_grpc_access_log': ['envoy.access_loggers.tcp_grpc'],
  'envoy.tcp_proxy': [network('tcp_proxy')],
  'envoy.zipkin': ['envoy.tracers.zipkin'],
};

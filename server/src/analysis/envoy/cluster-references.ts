import type { YamlEntry, YamlMap, YamlNode } from '../yaml/yaml-node.ts';
import type { ClusterReference, ClusterReferenceKind, EnvoyListener } from './envoy-config.ts';
import { itemsOf } from '../yaml/yaml-path.ts';
import { jsonName } from '../schema/envoy-facts.ts';
import { field, fieldItems } from './envoy-field.ts';
import { envoyBool, envoyString } from './envoy-scalar.ts';

/**
 * Every place below a bootstrap that names a cluster. They are found by the messages that hold them (a route action, a
 * TcpProxy, `envoy_grpc`, `http_uri`), wherever filters and extensions bury those.
 */
export function clusterReferencesIn(root: YamlMap, listeners: readonly EnvoyListener[]): ClusterReference[] {
  const references: ClusterReference[] = [];
  const owners = new Map<YamlNode, EnvoyListener>(listeners.map((listener) => [listener.node, listener]));
  collect(root, { references, owners, validated: false, mustBeStatic: false });
  return references;
}

interface Search {
  readonly references: ClusterReference[];
  readonly owners: ReadonlyMap<YamlNode, EnvoyListener>;
  readonly listener?: EnvoyListener | undefined;
  readonly validated: boolean;
  readonly mustBeStatic: boolean;
}

function collect(node: YamlNode | undefined, search: Search): void {
  if (node?.kind === 'seq') for (const item of node.items) collect(item, search);
  if (node?.kind !== 'map') return;
  const listener = search.owners.get(node) ?? search.listener;
  const traits = traitsOf(node);
  const validated = traits.validates ?? search.validated;
  const inside: Search =
    listener === search.listener && validated === search.validated ? search : { ...search, listener, validated };
  if (/\.(TcpProxy|UdpProxyConfig)$/.test(traits.type)) tcpProxy(node, inside);
  for (const [i, entry] of node.entries.entries()) {
    // Envoy keeps the last of duplicates; what the others hold is never read.
    if (isRepeatedBehind(i, node)) continue;
    named(entry, inside);
    if (!entry.value || entry.value.kind === 'scalar') continue;
    collect(entry.value, within(entry.key.text, inside));
  }
}

function isRepeatedBehind(index: number, { entries }: YamlMap): boolean {
  const key = entries[index]?.key.text;
  for (let i = index + 1; i < entries.length; i++) if (entries[i]?.key.text === key) return true;
  return false;
}

function within(key: string, search: Search): Search {
  // The actions of a matcher tree are looked up when requests come.
  const validated = search.validated && key !== 'matcher';
  const mustBeStatic = search.mustBeStatic || staticHolders.has(key);
  const isSame = validated === search.validated && mustBeStatic === search.mustBeStatic;
  return isSame ? search : { ...search, validated, mustBeStatic };
}

/**
 * What asks these clusters is set up before any cluster could come over xDS: Envoy 1.40 refuses names that are not static
 * ("Unknown gRPC client cluster", "must have a statically defined non-EDS cluster"), in `lds_config`, `hds_config` and
 * `sds_config` it does not.
 */
const holders = [
  ...['ads_config', 'cds_config', 'config_discovery', 'config_sources', 'default_config_source', 'eds_config'],
  ...['rds', 'rds_config_source', 'rtds_layer', 'scoped_rds', 'stats_sinks'],
];
const staticHolders = new Set(holders.flatMap((name) => [name, jsonName(name)]));

interface Traits {
  /** The type URL, empty where there is none. */
  readonly type: string;
  /** Whether Envoy looks the clusters of the routes in here up when it loads them; undefined where the node says nothing of it. */
  readonly validates: boolean | undefined;
}

/**
 * What a map says of the names below it, read in one pass, since this is asked of every map. Envoy looks clusters up for HTTP
 * routes and those of thrift_proxy (seen with Envoy 1.40), unless `validate_clusters` is false.
 */
function traitsOf({ entries }: YamlMap): Traits {
  let type = '';
  let said: boolean | undefined;
  let hosts = false;
  for (const { key, value } of entries)
    switch (key.text) {
      case '@type':
        type = envoyString(value)?.value ?? '';
        break;
      case 'validate_clusters':
      case 'validateClusters':
        said = envoyBool(value);
        break;
      case 'virtual_hosts':
      case 'virtualHosts':
        hosts = true;
    }
  return { type, validates: said ?? (hosts || type.endsWith('.ThriftProxy') ? true : undefined) };
}

function named({ key, value }: YamlEntry, search: Search): void {
  switch (key.text) {
    case 'route':
      add('route', field(value, 'cluster'), search);
      weighted(value, search);
      break;
    case 'request_mirror_policies':
    case 'requestMirrorPolicies':
      // Of a route, a virtual host or a whole route configuration.
      for (const policy of fieldItems(value)) add('mirror', field(policy, 'cluster'), search);
      break;
    case 'envoy_grpc':
    case 'envoyGrpc':
      add('grpc', field(value, 'cluster_name'), search, true);
      break;
    case 'api_config_source':
    case 'apiConfigSource':
      // Of REST sources.
      for (const name of itemsOf(field(value, 'cluster_names'))) add('grpc', name, search);
      break;
    case 'http_uri':
    case 'httpUri':
    case 'server_uri':
    case 'serverUri':
    case 'token_endpoint':
    case 'tokenEndpoint':
      add('http_uri', field(value, 'cluster'), search);
      break;
    case 'collector_cluster':
    case 'collectorCluster':
    case 'tcp_cluster_name':
    case 'tcpClusterName':
      // Of Zipkin and Datadog tracers and of statsd: Envoy 1.40 wants them static, with CDS too ("tcp statsd: unknown cluster").
      add('grpc', value, { ...search, mustBeStatic: true });
      break;
  }
}

function tcpProxy(config: YamlMap, search: Search): void {
  add('tcp_proxy', field(config, 'cluster'), search);
  for (const item of fieldItems(field(field(config, 'weighted_clusters'), 'clusters')))
    add('tcp_proxy', field(item, 'name'), search);
}

function weighted(action: YamlNode | undefined, search: Search): void {
  for (const item of fieldItems(field(field(action, 'weighted_clusters'), 'clusters')))
    add('weighted', field(item, 'name'), search);
}

/** What else names a cluster is looked up when it is used. */
const lookedUp: readonly ClusterReferenceKind[] = ['route', 'weighted', 'mirror'];

function add(kind: ClusterReferenceKind, node: YamlNode | undefined, search: Search, overGrpc = false): void {
  const name = envoyString(node);
  if (!name || name.value === '') return;
  search.references.push({
    kind,
    name,
    validated: search.mustBeStatic ? kind === 'grpc' : search.validated && lookedUp.includes(kind),
    mustBeStatic: search.mustBeStatic && kind === 'grpc',
    ...(search.listener && { listener: search.listener }),
    ...(overGrpc && { overGrpc }),
  });
}

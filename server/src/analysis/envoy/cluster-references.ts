import type { YamlEntry, YamlMap, YamlNode } from '../yaml/yaml-node.ts';
import type { ClusterReference, ClusterReferenceKind, EnvoyListener } from './envoy-config.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { envoyBool, envoyString } from './envoy-scalar.ts';

/**
 * Every place below a bootstrap that names a cluster. They are found by the messages that hold them (a route action, a
 * TcpProxy, `envoy_grpc`, `http_uri`), wherever filters and extensions bury those.
 */
export function clusterReferencesIn(root: YamlMap, listeners: readonly EnvoyListener[]): ClusterReference[] {
  const references: ClusterReference[] = [];
  const owners = new Map<YamlNode, EnvoyListener>(listeners.map((listener) => [listener.node, listener]));
  collect(root, { references, owners, validated: true });
  return references;
}

interface Search {
  readonly references: ClusterReference[];
  readonly owners: ReadonlyMap<YamlNode, EnvoyListener>;
  readonly listener?: EnvoyListener;
  readonly validated: boolean;
}

function collect(node: YamlNode | undefined, search: Search): void {
  if (node?.kind === 'seq') for (const item of node.items) collect(item, search);
  if (node?.kind !== 'map') return;
  const listener = search.owners.get(node) ?? search.listener;
  const validated = fieldEntry(node, 'virtual_hosts')
    ? envoyBool(field(node, 'validate_clusters')) !== false
    : search.validated;
  const inside: Search = { ...search, ...(listener && { listener }), validated };
  if (/TcpProxy$/.test(envoyString(field(node, '@type'))?.value ?? '')) tcpProxy(node, inside);
  for (const entry of node.entries) {
    named(entry, inside);
    collect(entry.value, inside);
  }
}

function named(entry: YamlEntry, search: Search): void {
  switch (entry.key.text) {
    case 'route':
      routeAction(entry.value, search);
      break;
    case 'envoy_grpc':
    case 'envoyGrpc':
      add('grpc', field(entry.value, 'cluster_name'), search);
      break;
    case 'http_uri':
    case 'httpUri':
      add('http_uri', field(entry.value, 'cluster'), search);
      break;
  }
}

function routeAction(action: YamlNode | undefined, search: Search): void {
  add('route', field(action, 'cluster'), search);
  weighted(action, search);
  for (const policy of fieldItems(field(action, 'request_mirror_policies')))
    add('mirror', field(policy, 'cluster'), search);
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

function add(kind: ClusterReferenceKind, node: YamlNode | undefined, search: Search): void {
  const name = envoyString(node);
  if (!name || name.value === '') return;
  search.references.push({
    kind,
    name,
    validated: search.validated,
    ...(search.listener && { listener: search.listener }),
  });
}

import { socketProtocol } from './enum-field.ts';
import { type Memo, emptyMemo } from '../yaml/incremental/memo.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import type {
  EnvoyAdmin,
  EnvoyCluster,
  EnvoyConfig,
  EnvoyEndpoint,
  EnvoyListener,
  FilterChain,
  NetworkFilter,
  SocketAddress,
} from './envoy-config.ts';
import { clusterReferencesIn } from './cluster-references.ts';
import { field, fieldEntry, fieldItems, fieldPath } from './envoy-field.ts';
import { envoyBool, envoyName, envoyString, envoyUint } from './envoy-scalar.ts';
import { lowerFilterLists } from './filter-lists.ts';
import { lowerRouteConfigs } from './route-configs.ts';
import { lowerRouteConfig } from './lower-routes.ts';
import { lazy } from '../text/lazy.ts';
import { anyType, extensionType } from './typed/any-type.ts';

/** Reads a bootstrap's tree. What cannot be read is left out; saying so is the schema's business. */
export function lowerEnvoyConfig(root: YamlMap, memo: Memo = emptyMemo()): EnvoyConfig {
  const staticResources = field(root, 'static_resources');
  const adminNode = asMap(field(root, 'admin'));
  return configOf(root, memo, {
    listeners: () => maps(field(staticResources, 'listeners')),
    clusters: () => maps(field(staticResources, 'clusters')),
    ...(adminNode && { admin: lowerAdmin(adminNode) }),
    undefinedClusters: ({ namedClusters, clusterNames }) => without(namedClusters(), clusterNames()),
    dynamic: dynamicParts(field(root, 'dynamic_resources')),
  });
}

/** What differs between the forms of a config. */
interface ConfigParts extends Pick<EnvoyConfig, 'admin' | 'dynamic'> {
  readonly listeners: () => readonly YamlMap[];
  readonly clusters: () => readonly YamlMap[];
  readonly undefinedClusters: (config: EnvoyConfig) => ReadonlySet<string>;
}

/** A config whose parts are read on first use: after an edit, most requests need few of them. */
export function configOf(root: YamlMap, memo: Memo, parts: ConfigParts): EnvoyConfig {
  const { undefinedClusters, listeners: listenerNodes, clusters: clusterNodes, ...own } = parts;
  const listeners = lazy(() => listenerNodes().map(lowerListener));
  const clusters = lazy(() => clusterNodes().map(lowerCluster));
  const filterLists = lazy(() => lowerFilterLists(listeners()));
  const routeConfigs = lazy(() => lowerRouteConfigs(filterLists(), listeners()));
  const references = clusterReferencesIn(root, listeners, memo);
  const config: EnvoyConfig = {
    root,
    ...own,
    get listeners() {
      return listeners();
    },
    clusterNodes: lazy(clusterNodes),
    get clusters() {
      return clusters();
    },
    get clusterReferences() {
      return references.all();
    },
    namedClusters: references.names,
    clusterNames: lazy(() => namesOf(clusters())),
    undefinedClusters: lazy(() => undefinedClusters(config)),
    get filterLists() {
      return filterLists();
    },
    get routeConfigs() {
      return routeConfigs();
    },
  };
  return config;
}

/** The names of clusters. */
const namesOf = (clusters: readonly EnvoyCluster[]): ReadonlySet<string> =>
  new Set(clusters.flatMap(({ name }) => name?.value ?? []));

const without = (names: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...names].filter((name) => !others.has(name)));

/** Reads `address` of a listener, admin or endpoint; undefined for pipes and internal addresses. */
export function lowerSocketAddress(address: YamlNode | undefined): SocketAddress | undefined {
  const node = asMap(field(address, 'socket_address'));
  if (!node) return undefined;
  const port = envoyUint(field(node, 'port_value'));
  const host = envoyName(field(node, 'address'));
  return {
    node,
    ...(host && { address: host }),
    ...(port && { port }),
    protocol: socketProtocol(node) === 'UDP' ? 'UDP' : 'TCP',
    unknown: !port,
  };
}

const maps = (node: YamlNode | undefined): YamlMap[] =>
  fieldItems(node).filter((item): item is YamlMap => item.kind === 'map');

function lowerAdmin(node: YamlMap): EnvoyAdmin {
  const address = lowerSocketAddress(field(node, 'address'));
  const accessLogPath = fieldEntry(node, 'access_log_path');
  return { node, ...(address && { address }), ...(accessLogPath && { accessLogPath }) };
}

function dynamicParts(node: YamlNode | undefined): EnvoyConfig['dynamic'] {
  const ads = !!field(node, 'ads_config');
  return {
    listeners: ads || !!field(node, 'lds_config') || !!field(node, 'lds_resources_locator'),
    clusters: ads || !!field(node, 'cds_config') || !!field(node, 'cds_resources_locator'),
  };
}

/** Reads a listener of a bootstrap or of LDS. */
export function lowerListener(node: YamlMap): EnvoyListener {
  const places = [
    field(node, 'address'),
    ...fieldItems(field(node, 'additional_addresses')).map((item) => field(item, 'address')),
  ];
  const addresses = places.map(lowerSocketAddress);
  const chains = lazy(() =>
    [...maps(field(node, 'filter_chains')), ...maps(field(node, 'default_filter_chain'))].map(lowerFilterChain),
  );
  const name = envoyString(field(node, 'name'));
  return {
    node,
    ...(name && { name }),
    addresses: addresses.filter((address) => address !== undefined),
    get filterChains() {
      return chains();
    },
    unknownAddress: places.some((place, i) => addresses[i]?.unknown ?? !hasNoPort(place)),
    bound:
      envoyBool(field(node, 'bind_to_port')) !== false &&
      envoyBool(fieldPath(node, 'deprecated_v1', 'bind_to_port')) !== false,
    takesRedirectedTraffic:
      envoyBool(field(node, 'use_original_dst')) === true ||
      fieldItems(field(node, 'listener_filters')).some(isOriginalDst),
  };
}

/** Pipes and internal listeners bind no port, and that is known. */
const hasNoPort = (address: YamlNode | undefined): boolean =>
  !!field(address, 'pipe') || !!field(address, 'envoy_internal_address');

const isOriginalDst = (filter: YamlNode): boolean =>
  /original_dst|OriginalDst/.test(`${envoyString(field(filter, 'name'))?.value} ${extensionType(filter)}`);

function lowerFilterChain(node: YamlMap): FilterChain {
  const transportSocket = asMap(field(node, 'transport_socket'));
  return { node, ...(transportSocket && { transportSocket }), filters: maps(field(node, 'filters')).map(lowerFilter) };
}

/** Names that stood for a filter's type before `@type`; some configs still rely on them. */
const typesByName: Readonly<Record<string, string>> = {
  'envoy.filters.network.http_connection_manager': 'HttpConnectionManager',
  'envoy.filters.network.tcp_proxy': 'TcpProxy',
};

function lowerFilter(node: YamlMap): NetworkFilter {
  const config = asMap(field(node, 'typed_config'));
  const name = envoyString(field(node, 'name'));
  const type = anyType(config)?.split('.').at(-1) ?? typesByName[name?.value ?? ''];
  const routeConfig = asMap(field(config, 'route_config'));
  const filter = { node, ...(name && { name }), ...(type && { type }), ...(config && { config }) };
  return routeConfig ? { ...filter, routeConfig: lowerRouteConfig(routeConfig) } : filter;
}

/** Reads a cluster of a bootstrap or of CDS. */
export function lowerCluster(node: YamlMap): EnvoyCluster {
  const loadAssignment = asMap(field(node, 'load_assignment'));
  const name = envoyName(field(node, 'name'));
  const type = envoyString(field(node, 'type'));
  const loadAssignmentName = envoyName(field(loadAssignment, 'cluster_name'));
  const endpoints = lazy(() => lowerEndpoints(loadAssignment));
  return {
    node,
    ...(name && { name }),
    ...(type && { type }),
    ...(loadAssignment && { loadAssignment }),
    ...(loadAssignmentName && { loadAssignmentName }),
    get endpoints() {
      return endpoints();
    },
  };
}

/** Reads the endpoints of a load assignment. */
export const lowerEndpoints = (loadAssignment: YamlNode | undefined): readonly EnvoyEndpoint[] =>
  maps(field(loadAssignment, 'endpoints')).flatMap(lowerLocality);

function lowerLocality(locality: YamlMap): EnvoyEndpoint[] {
  return maps(field(locality, 'lb_endpoints')).flatMap((node) => {
    const address = lowerSocketAddress(fieldPath(node, 'endpoint', 'address'));
    return address ? [{ node, address }] : [];
  });
}

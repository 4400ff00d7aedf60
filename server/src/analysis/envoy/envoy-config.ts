import type { Located, YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';

/** What the rules need of a bootstrap, each leaf with its place. Listeners and clusters are the static ones. */
export interface EnvoyConfig {
  readonly root: YamlMap;
  readonly admin?: EnvoyAdmin;
  readonly listeners: readonly EnvoyListener[];
  readonly clusters: readonly EnvoyCluster[];
  /** The messages of `clusters`, for questions about each that should not have to read all. */
  readonly clusterNodes: () => readonly YamlMap[];
  /** Every place that names a cluster, in file order. */
  readonly clusterReferences: readonly ClusterReference[];
  /** The names in these places, or in those of gRPC services alone. */
  readonly namedClusters: (how?: 'over gRPC') => ReadonlySet<string>;
  /** The names of the static clusters. */
  readonly clusterNames: () => ReadonlySet<string>;
  /** The names in these places that no static cluster has. */
  readonly undefinedClusters: () => ReadonlySet<string>;
  /** Of all listeners that Envoy loads, in file order. */
  readonly filterLists: readonly FilterList[];
  readonly routeConfigs: readonly RouteConfig[];
  /** What comes over xDS, so that the static list is not the whole truth. */
  readonly dynamic: { readonly listeners: boolean; readonly clusters: boolean };
}

export interface EnvoyAdmin {
  readonly node: YamlMap;
  readonly address?: SocketAddress;
  /** The deprecated `access_log_path`. */
  readonly accessLogPath?: YamlEntry;
}

export interface SocketAddress {
  readonly node: YamlMap;
  readonly address?: Located<string>;
  readonly port?: Located<number>;
  readonly protocol: 'TCP' | 'UDP';
  /** True when the port is not written as a number we can read: a placeholder, a named port. */
  readonly unknown: boolean;
}

export interface EnvoyListener {
  readonly node: YamlMap;
  readonly name?: Located<string>;
  /** The main address first, then the additional ones; pipes and internal addresses are left out. */
  readonly addresses: readonly SocketAddress[];
  readonly filterChains: readonly FilterChain[];
  /** True when an address is a pipe, internal or unreadable, so that its port is not known. */
  readonly unknownAddress: boolean;
  /** `bind_to_port: false`: other listeners hand connections to it. */
  readonly bound: boolean;
  /** `use_original_dst` or an original_dst listener filter: traffic is redirected to it. */
  readonly takesRedirectedTraffic: boolean;
}

export interface FilterChain {
  readonly node: YamlMap;
  readonly transportSocket?: YamlMap;
  readonly filters: readonly NetworkFilter[];
}

export interface NetworkFilter {
  readonly node: YamlMap;
  readonly name?: Located<string>;
  /** Last segment of the `@type`, e.g. `HttpConnectionManager`, or derived from the name if there is no `@type`. */
  readonly type?: string;
  readonly config?: YamlMap;
  /** The inline routes of a HttpConnectionManager; absent for RDS. */
  readonly routeConfig?: RouteConfig;
}

export interface VirtualHost {
  readonly node: YamlMap;
  readonly domains: readonly Located<string>[];
  readonly routes: readonly EnvoyRoute[];
}

export interface EnvoyRoute {
  readonly node: YamlMap;
  readonly match?: YamlMap;
  readonly clusters: readonly Located<string>[];
}

export interface EnvoyCluster {
  readonly node: YamlMap;
  readonly name?: Located<string>;
  readonly type?: Located<string>;
  readonly loadAssignment?: YamlMap;
  readonly loadAssignmentName?: Located<string>;
  readonly endpoints: readonly EnvoyEndpoint[];
}

export interface EnvoyEndpoint {
  readonly node: YamlNode;
  readonly address: SocketAddress;
}

export type ClusterReferenceKind = 'aggregate' | 'route' | 'weighted' | 'mirror' | 'tcp_proxy' | 'grpc' | 'http_uri';

export interface ClusterReference {
  /** An `envoy_grpc`, which needs HTTP/2. */
  readonly overGrpc?: true | undefined;
  readonly kind: ClusterReferenceKind;
  readonly name: Located<string, YamlScalar>;
  /** True if Envoy looks up the name when it loads the config, and rejects the config if there is no such cluster. */
  readonly validated: boolean;
  /** True for management servers and sinks that Envoy connects to before it has clusters from xDS. */
  readonly mustBeStatic: boolean;
  /** Absent for references outside listeners (tracing, admin …). */
  readonly listener?: EnvoyListener | undefined;
}

/** A list of filters that Envoy runs one after the other: of a filter chain, of a HttpConnectionManager or of one of its upgrades. */
export interface FilterList {
  readonly kind: 'network' | 'http' | 'upgrade';
  /** The message that holds the list: a filter chain, a HttpConnectionManager, an upgrade config. */
  readonly owner: YamlMap;
  /** The network filter around an HTTP list. */
  readonly within?: ListedFilter;
  /** Undefined if it is not written. */
  readonly entry?: YamlEntry;
  readonly filters: readonly ListedFilter[];
}

export interface ListedFilter {
  readonly node: YamlNode;
  readonly name?: Located<string>;
  /** Full name of the config's message, without the host. Undefined if it is unknown. */
  readonly type?: string;
  readonly config?: YamlMap;
}

/** An HTTP route configuration in the bootstrap. */
export interface RouteConfig {
  readonly node: YamlMap;
  readonly virtualHosts: readonly VirtualHost[];
}

import { shadowedIn } from '../yaml/syntax/shadowed-entries.ts';
import type { Memo } from '../yaml/incremental/memo.ts';
import type { Located, YamlMap, YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { jsonName } from '../schema/envoy-facts.ts';
import { childAt } from '../yaml/syntax/yaml-path.ts';
import type { ClusterReference, ClusterReferenceKind, EnvoyConfig, EnvoyListener } from './envoy-config.ts';
import { lazy } from '../text/lazy.ts';
import { envoyBool, envoyName, envoyString } from './envoy-scalar.ts';
import { type NamingStep, type ReferencePlace, stepFrom } from './reference-places.ts';

/** What a config says of clusters by name. The names are found much faster than the references. */
export interface ClusterReferences {
  readonly all: () => readonly ClusterReference[];
  readonly names: EnvoyConfig['namedClusters'];
}

/**
 * Every place below a bootstrap that names a cluster, in file order. They are found by the messages that hold them (a route
 * action, a TcpProxy, `envoy_grpc`, `http_uri`), wherever filters and extensions bury those.
 */
export function clusterReferencesIn(root: YamlMap, listeners: Listeners, memo: Memo): ClusterReferences {
  const found = lazy(() => searchBlock(root, { memo, place: undefined, validated: false, mustBeStatic: false }));
  return {
    names: (how) => (how === 'over gRPC' ? found().names().overGrpc : found().names().all),
    all: lazy(() => {
      const owners = new Map<YamlNode, EnvoyListener>(listeners().map((listener) => [listener.node, listener]));
      const references: ClusterReference[] = [];
      locate(found(), { block: root, listener: undefined, owners }, references);
      return references;
    }),
  };
}

/** What is found in a block, with paths from the block's root, so that it stays true when the block moves. */
interface FoundReferences {
  /** In file order. */
  readonly list: readonly FoundReference[];
  /** The same names are written hundreds of times, so a block keeps each once. */
  readonly names: () => Names;
}

interface Names {
  readonly all: ReadonlySet<string>;
  readonly overGrpc: ReadonlySet<string>;
}

type FoundReference = FoundName | FoundBlock;

const foundReferences = (list: readonly FoundReference[]): FoundReferences => ({
  list,
  names: lazy(() => namesIn(list)),
});

function namesIn(list: readonly FoundReference[]): Names {
  const all = new Set<string>();
  const overGrpc = new Set<string>();
  for (const one of list)
    if ('text' in one) {
      all.add(one.text);
      if (one.overGrpc) overGrpc.add(one.text);
    } else {
      const within = one.within.names();
      for (const name of within.all) all.add(name);
      for (const name of within.overGrpc) overGrpc.add(name);
    }
  return { all, overGrpc };
}

interface FoundName extends Named {
  readonly path: readonly number[];
  readonly text: string;
}

/** A block within the block. */
interface FoundBlock {
  readonly path: readonly number[];
  readonly within: FoundReferences;
}

type Named = Pick<ClusterReference, 'kind' | 'overGrpc' | 'validated' | 'mustBeStatic'>;

/** What is known of a node from the nodes above it. */
interface Search {
  readonly memo: Memo;
  readonly place: ReferencePlace | undefined;
  readonly validated: boolean;
  readonly mustBeStatic: boolean;
}

interface KnownBlock {
  readonly as: string;
  readonly found: FoundReferences;
}

/** Looks into a block, if nothing is known of it. */
function searchBlock(node: YamlNode, search: Search): FoundReferences {
  const { memo, place, validated, mustBeStatic } = search;
  const origin = memo.origins.get(node);
  const blocks = memo.table<KnownBlock>('cluster references');
  const as = `${place} ${validated} ${mustBeStatic}`;
  const known = origin && blocks.get(origin);
  if (known?.as === as) return known.found;
  const list: FoundReference[] = [];
  searchChildren(node, search, { path: [], found: list });
  const found = foundReferences(list);
  if (origin) blocks.set(origin, { as, found });
  return found;
}

/** Where a search is in its block, and what it has found there. */
interface Way {
  readonly path: number[];
  readonly found: FoundReference[];
}

function searchNode(node: YamlNode, search: Search, way: Way): void {
  if (node.kind === 'scalar') return;
  if (!search.memo.origins.get(node)) searchChildren(node, search, way);
  else {
    const within = searchBlock(node, search);
    if (within.list.length > 0) way.found.push({ path: [...way.path], within });
  }
}

function searchChildren(node: YamlNode, search: Search, way: Way): void {
  if (node.kind === 'map') searchMap(node, search, way);
  else if (node.kind === 'seq')
    for (const [index, item] of node.items.entries()) {
      way.path.push(index);
      searchNode(item, search, way);
      way.path.pop();
    }
}

function searchMap(node: YamlMap, outer: Search, way: Way): void {
  const { type, validates } = traitsOf(node);
  const place = placeOfType(type) ?? outer.place;
  const search = { ...outer, place, validated: validates ?? outer.validated };
  const isShadowed = shadowedIn(node);
  for (const [index, { key, value }] of node.entries.entries()) {
    // Envoy keeps the last of duplicates; what the others hold is never read.
    if (!value || isShadowed(index)) continue;
    const step = stepFrom(place, key.text);
    way.path.push(index);
    if (step && 'names' in step) {
      const mustBeStatic = search.mustBeStatic || step.isStatic === true;
      addNames(value, namedBy(step, search.validated, mustBeStatic), way);
    } else searchNode(value, { ...within(key.text, search), place: step?.into }, way);
    way.path.pop();
  }
}

function placeOfType(type: string): ReferencePlace | undefined {
  if (/\.(TcpProxy|UdpProxyConfig)$/.test(type)) return 'tcp_proxy';
  return type.endsWith('.clusters.aggregate.v3.ClusterConfig') ? 'aggregate' : undefined;
}

function within(key: string, search: Search): Search {
  // The actions of a matcher tree are looked up when requests come.
  const validated = search.validated && key !== 'matcher';
  return { ...search, validated, mustBeStatic: search.mustBeStatic || staticHolders.has(key) };
}

/**
 * These clusters are used before any cluster could come from xDS. Envoy 1.40 rejects names that are not static
 * ("Unknown gRPC client cluster", "must have a statically defined non-EDS cluster"), but not in `lds_config`,
 * `hds_config` and `sds_config`.
 */
const holders = [
  ...['ads_config', 'cds_config', 'config_discovery', 'config_sources', 'default_config_source', 'eds_config'],
  ...['rds', 'rds_config_source', 'rtds_layer', 'scoped_rds', 'stats_sinks'],
];
const staticHolders = new Set(holders.flatMap((name) => [name, jsonName(name)]));

interface Traits {
  /** The type URL, or an empty text. */
  readonly type: string;
  /** Whether Envoy looks the clusters of the routes in here up when it loads them; undefined where the node says nothing of it. */
  readonly validates: boolean | undefined;
}

/**
 * The properties of a map that apply to the names below it, read in one pass, because they are needed for every map.
 * Envoy looks up the clusters of HTTP routes and thrift_proxy routes (checked with Envoy 1.40), unless
 * `validate_clusters` is false.
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

/** What else names a cluster is looked up when it is used. */
const lookedUp: readonly ClusterReferenceKind[] = ['route', 'weighted', 'mirror'];

function namedBy({ names: kind, overGrpc }: NamingStep, validated: boolean, mustBeStatic: boolean): Named {
  return {
    kind,
    validated: mustBeStatic ? kind === 'grpc' : validated && lookedUp.includes(kind),
    mustBeStatic: mustBeStatic && kind === 'grpc',
    ...(overGrpc && { overGrpc }),
  };
}

/** A name, or a list of them. */
function addNames(node: YamlNode, named: Named, { path, found }: Way): void {
  for (const [index, item] of node.kind === 'seq' ? node.items.entries() : [[undefined, node] as const]) {
    const name = envoyName(item);
    if (!name || name.value === '') continue;
    found.push({ ...named, path: index === undefined ? [...path] : [...path, index], text: name.value });
  }
}

type Listeners = () => readonly EnvoyListener[];
type Owners = ReadonlyMap<YamlNode, EnvoyListener>;

/** A block in this version of the tree, and its listener. */
interface Standing {
  readonly block: YamlNode;
  readonly listener: EnvoyListener | undefined;
  readonly owners: Owners;
}

/** Gives what was found its place in this version of the tree. */
function locate({ list }: FoundReferences, standing: Standing, references: ClusterReference[]): void {
  for (const one of list) {
    if ('text' in one) references.push(new LocatedReference(one, standing));
    else locate(one.within, follow(standing, one.path), references);
  }
}

/** A reference whose location is computed on demand, because rules need only the names of most references. */
class LocatedReference implements ClusterReference {
  readonly kind;
  readonly overGrpc;
  readonly validated;
  readonly mustBeStatic;
  readonly name;

  constructor(found: FoundName, standing: Standing) {
    this.kind = found.kind;
    this.overGrpc = found.overGrpc;
    this.validated = found.validated;
    this.mustBeStatic = found.mustBeStatic;
    this.name = new LocatedName(found, standing);
  }

  get listener(): EnvoyListener | undefined {
    return this.name.place.listener;
  }
}

class LocatedName implements Located<string> {
  readonly value;
  readonly #path;
  #place;
  #isFollowed = false;

  constructor({ text, path }: FoundName, standing: Standing) {
    this.value = text;
    this.#path = path;
    this.#place = standing;
  }

  get place(): Standing {
    if (!this.#isFollowed) this.#place = follow(this.#place, this.#path);
    this.#isFollowed = true;
    return this.#place;
  }

  get at(): YamlScalar {
    return this.place.block as YamlScalar;
  }
}

/** Goes down a path that a search has gone, past the listener that holds what it leads to. */
function follow({ block, listener, owners }: Standing, path: readonly number[]): Standing {
  let node = block;
  let owner = listener;
  for (const index of path) {
    node = childAt(node, index) ?? node;
    owner = owners.get(node) ?? owner;
  }
  return { block: node, listener: owner, owners };
}

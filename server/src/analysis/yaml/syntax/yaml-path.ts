import { type TextRange, touches } from '../../text/text-range.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from './yaml-node.ts';

/** Keys and list indices from a root to a node. */
export type YamlPath = readonly (string | number)[];

/** The last entry with that key: Envoy's loader and JSON keep the last of duplicates. */
export function entryOf(node: YamlNode | undefined, ...keys: readonly string[]): YamlEntry | undefined {
  if (node?.kind !== 'map') return undefined;
  for (let i = node.entries.length - 1; i >= 0; i--) {
    const entry = node.entries[i];
    if (entry && keys.includes(entry.key.text)) return entry;
  }
  return undefined;
}

/** The value of a key in a map. Undefined if there is no map, key or value. */
export const valueAt = (node: YamlNode | undefined, ...keys: readonly string[]): YamlNode | undefined =>
  entryOf(node, ...keys)?.value;

export const asMap = (node: YamlNode | undefined): YamlMap | undefined => (node?.kind === 'map' ? node : undefined);
export const asSeq = (node: YamlNode | undefined): YamlSeq | undefined => (node?.kind === 'seq' ? node : undefined);
export const asScalar = (node: YamlNode | undefined): YamlScalar | undefined =>
  node?.kind === 'scalar' ? node : undefined;
export const itemsOf = (node: YamlNode | undefined): readonly YamlNode[] => (node?.kind === 'seq' ? node.items : []);

/** The value of a map's entry or the item of a list at that index. */
export function childAt(node: YamlNode | undefined, index: number): YamlNode | undefined {
  if (node?.kind === 'map') return node.entries[index]?.value;
  return node?.kind === 'seq' ? node.items[index] : undefined;
}

/** The location of the node. For an alias, its own location. */
export const placeOf = (node: YamlNode): TextRange => node.aliasRange ?? node.range;

/** Where a path leads. */
export interface FollowedPath {
  readonly node: YamlNode | undefined;
  /** The entry whose value `node` is, or the nearest above. */
  readonly entry?: YamlEntry | undefined;
  /** What could not be followed. */
  readonly rest: YamlPath;
  /** The nodes along the way, `node` not among them. */
  readonly above: readonly YamlNode[];
}

/** How a reader reads a key. */
type KeyReading = (key: YamlScalar) => string | undefined;

const asWritten: KeyReading = ({ text }) => text;

/** Follows a path as far as it leads. */
export const followPath = (root: YamlNode | undefined, path: YamlPath, keyOf = asWritten): FollowedPath =>
  follow(root, path, (node, key) =>
    node?.kind === 'map' ? node.entries.findLast((entry) => keyOf(entry.key) === key) : undefined,
  );

/** The same for many paths from one root: the keys of a map are looked through once. */
export function pathFollower(root: YamlNode | undefined, keyOf = asWritten): (path: YamlPath) => FollowedPath {
  const tables = new Map<YamlNode, ReadonlyMap<string | undefined, YamlEntry>>();
  const entryIn = (node: YamlNode | undefined, key: string): YamlEntry | undefined => {
    if (node?.kind !== 'map') return undefined;
    const table = tables.get(node) ?? new Map(node.entries.map((entry) => [keyOf(entry.key), entry]));
    tables.set(node, table);
    return table.get(key);
  };
  return (path) => follow(root, path, entryIn);
}

function follow(
  root: YamlNode | undefined,
  path: YamlPath,
  entryIn: (node: YamlNode | undefined, key: string) => YamlEntry | undefined,
): FollowedPath {
  const above: YamlNode[] = [];
  let node = root;
  let entry: YamlEntry | undefined;
  for (let i = 0; i < path.length; i++) {
    const step = path[i];
    const nextEntry = typeof step === 'string' ? entryIn(node, step) : undefined;
    const next = typeof step === 'string' ? nextEntry?.value : itemsOf(node)[step ?? -1];
    if (typeof step === 'string' ? !nextEntry : !next) return { node, entry, rest: path.slice(i), above };
    if (nextEntry) entry = nextEntry;
    if (node) above.push(node);
    node = next;
  }
  return { node, entry, rest: [], above };
}

/** The nodes at an offset, from the root down, with the entry whose key or value contains the offset. */
export interface YamlStep {
  readonly node: YamlNode;
  /** The entry or index in `node` that leads on. */
  readonly entry?: YamlEntry;
  readonly index?: number;
  /** True when the offset is in the key rather than in the value. */
  readonly inKey?: boolean;
}

/** The way from the root to the innermost node that touches the offset. */
export function stepsAt(root: YamlNode | undefined, offset: number): readonly YamlStep[] {
  const steps: YamlStep[] = [];
  let node = root;
  while (node && touches(placeOf(node), offset)) {
    if (node.kind === 'scalar' || node.aliasRange) {
      steps.push({ node });
      break;
    }
    const step: YamlStep = node.kind === 'map' ? stepInMap(node, offset) : stepInSeq(node, offset);
    steps.push(step);
    node = step.inKey
      ? undefined
      : (step.entry?.value ?? (step.index === undefined ? undefined : itemsOf(step.node)[step.index]));
  }
  return steps;
}

function stepInMap(node: YamlMap, offset: number): YamlStep {
  const entry = node.entries.find((e) => touches(e.range, offset));
  return entry ? { node, entry, inKey: touches(entry.key.range, offset) } : { node };
}

function stepInSeq(node: YamlSeq, offset: number): YamlStep {
  const index = node.items.findIndex((item) => touches(placeOf(item), offset));
  return index < 0 ? { node } : { node, index };
}

/** The entry at a key that was read in another way, and its map, as they were parsed. */
export function parsedAt(
  root: YamlNode | undefined,
  { range }: YamlScalar,
): { readonly map: YamlMap; readonly entry: YamlEntry } | undefined {
  const { node, entry, inKey } = stepsAt(root, range.end).at(-1) ?? {};
  const isThere = node?.kind === 'map' && entry && inKey && entry.key.range.start === range.start;
  return isThere ? { map: node, entry } : undefined;
}

/** Every node below and including `node`, in file order, aliases followed (their number is bounded by the parser). */
export function* walk(node: YamlNode | undefined): Generator<YamlNode> {
  // Generators within generators would cost a step per level for every node.
  const waiting = node ? [node] : [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    if (next.kind === 'scalar') continue;
    const children = next.kind === 'map' ? next.entries : next.items;
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      const below = child && 'key' in child ? child.value : child;
      if (below) waiting.push(below);
    }
  }
}

import {
  type ChildLayout,
  type CollectionLayout,
  type Content,
  collectionLayout,
  holderLayout,
  leafLayout,
} from './block-layout.ts';
import { detached } from '../../text/detached.ts';
import type { ReusableLeaf, ReusableLeaves } from './reusable-leaves.ts';
import { shiftedEntry, shiftedErrors, shiftedNode, type Origins } from './shifted-node.ts';
import { leafText, type ReadLeaf, readLeaf } from './read-leaf.ts';
import type { SplitEntry, SplitLeaf, SplitMap, SplitSeq, YamlSplit } from './split-yaml.ts';
import type { YamlEntry, YamlError, YamlMap, YamlNode, YamlSeq } from '../syntax/yaml-node.ts';

/** The state of reading a divided text. */
export interface Reading {
  readonly text: string;
  /** The leaves of an earlier version. */
  readonly known: ReusableLeaves | undefined;
  readonly origins: Origins;
  /** What was already read of this text, even by an attempt that failed. */
  readonly fresh: FreshLeaves;
  /** Filled while reading, in the order of the leaves. */
  readonly errors: YamlError[];
  /** The text is known to be broken, somewhere. */
  readonly isBroken: boolean;
  /** Set if a leaf is broken and its tree depends on how the text is divided. */
  byCut?: true;
}

/** Leaves that were parsed from one text, by location. */
export type FreshLeaves = Map<string, ReadLeaf | undefined>;

/** A collection that was read, and how its lines are divided. */
export interface ReadCollection<N extends YamlMap | YamlSeq = YamlMap | YamlSeq> {
  readonly node: N;
  readonly layout: CollectionLayout;
}

/**
 * Reads a divided text, and reuses known leaves, with the same nodes if their offsets did not change. Undefined if a leaf cannot
 * be read separately.
 * @param depth the number of collections above it
 */
export function readCollection(reading: Reading, split: YamlSplit, depth: number): ReadCollection | undefined {
  return split.kind === 'map' ? readMap(reading, split, depth) : readSeq(reading, split, depth);
}

export function readMap(reading: Reading, split: SplitMap, depth: number): ReadCollection<YamlMap> | undefined {
  const entries: YamlEntry[] = [];
  const children: ChildLayout[] = [];
  for (const one of split.entries) {
    const read = one.kind === 'leaf' ? readOne(reading, one, depth) : readEntry(reading, one, depth);
    if (!read || !('key' in read.content)) return undefined;
    entries.push(read.content);
    children.push(read.layout);
  }
  const node = mapOf(entries, reading.origins);
  return node && { node, layout: collectionLayout('map', split.column, children) };
}

function readSeq(reading: Reading, split: SplitSeq, depth: number): ReadCollection<YamlSeq> | undefined {
  const items: YamlNode[] = [];
  const children: ChildLayout[] = [];
  for (const one of split.items) {
    const read = one.kind === 'leaf' ? readOne(reading, one, depth) : readItem(reading, one, depth);
    if (!read || 'key' in read.content) return undefined;
    items.push(read.content);
    children.push(read.layout);
  }
  const node = seqOf(items, split.start, reading.origins);
  return node && { node, layout: collectionLayout('seq', split.column, children) };
}

/** A block map of these entries, as a new block. */
export function mapOf(entries: readonly YamlEntry[], origins: Origins): YamlMap | undefined {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) return undefined;
  const range = { start: first.range.start, end: last.range.end };
  const node: YamlMap = { kind: 'map', flow: false, entries, range };
  origins.set(node, node);
  return node;
}

/** A block list of these items. @param start offset of the first dash */
export function seqOf(items: readonly YamlNode[], start: number, origins: Origins): YamlSeq | undefined {
  const last = items.at(-1);
  if (!last) return undefined;
  const node: YamlSeq = { kind: 'seq', flow: false, items, range: { start, end: (last.aliasRange ?? last.range).end } };
  origins.set(node, node);
  return node;
}

interface ReadChild {
  readonly content: Content;
  readonly layout: ChildLayout;
}

function readEntry(reading: Reading, split: SplitEntry, depth: number): ReadChild | undefined {
  const value = readCollection(reading, split.value, depth + 1);
  if (!value) return undefined;
  const { start, end, column, key } = split;
  const line = start - column;
  return {
    content: {
      key: { kind: 'scalar', style: 'plain', text: key, range: { start, end: start + key.length } },
      value: value.node,
      range: { start, end: value.node.range.end },
    },
    layout: holderLayout('entry', end - line, firstLine(split.value) - line, value.layout),
  };
}

function readItem(reading: Reading, split: SplitMap, depth: number): ReadChild | undefined {
  const map = readMap(reading, split, depth + 1);
  const end = split.entries.at(-1)?.end ?? 0;
  return map && { content: map.node, layout: holderLayout('item', end - firstLine(split), 0, map.layout) };
}

/** Start of the first line of a collection. */
export function firstLine(split: YamlSplit): number {
  if (split.kind === 'seq') return split.start - split.column;
  const [first] = split.entries;
  if (!first) return 0;
  return first.kind === 'leaf' ? first.start : first.start - first.column;
}

/** The entry or item of a leaf: known, shifted, or parsed now. */
function readOne(reading: Reading, split: SplitLeaf, depth: number): ReadChild | undefined {
  const text = leafText(reading.text, split);
  const known = reading.known?.(text, split.start, depth, reading.isBroken || reading.errors.length > 0);
  const leaf = known ? broughtTo(split.start, known, reading.origins) : parsed(reading, text, split, depth);
  if (!leaf) return undefined;
  reading.errors.push(...leaf.errors);
  if (leaf.byCut) reading.byCut = true;
  const kept = leaf.byText && shiftedErrors(leaf.errors, -split.start);
  const layout = leafLayout(split.end - split.start, leaf.errors.length > 0, leaf.aliased, kept);
  return { content: leaf.content, layout };
}

function broughtTo(start: number, { content, start: from, errors }: ReusableLeaf, origins: Origins): ReadLeaf {
  const by = start - from;
  const broken = errors.length > 0 && ({ byCut: true, byText: true } as const);
  const rest = { errors: shiftedErrors(errors, start), aliased: 0, ...broken };
  if (by === 0) return { content, ...rest };
  return {
    content: 'key' in content ? shiftedEntry(content, by, origins) : shiftedNode(content, by, origins),
    ...rest,
  };
}

function parsed(reading: Reading, text: string, split: SplitLeaf, depth: number): ReadLeaf | undefined {
  const { known, origins, errors, fresh, text: fileText } = reading;
  const isBroken = reading.isBroken || errors.length > 0;
  const place = [split.start, split.end, split.of, split.dash, depth, isBroken].join();
  if (fresh.has(place)) return fresh.get(place);
  const leaf = readLeaf(known ? detached(text) : text, split, depth, fileText, isBroken);
  fresh.set(place, leaf);
  const root = leaf && ('key' in leaf.content ? leaf.content.value : leaf.content);
  if (root) origins.set(root, root);
  return leaf;
}

import type { YamlEntry, YamlError, YamlMap, YamlNode, YamlSeq } from '../syntax/yaml-node.ts';

/**
 * How the lines of a text are divided into blocks, beside its tree. It contains lengths instead of offsets, so it remains true
 * when the text moves. Each child has the lines from its key or dash to those of the next one, with the blank lines and
 * comments between.
 */
export interface CollectionLayout extends Counts {
  readonly kind: 'map' | 'seq';
  /** Spaces before each key or dash. */
  readonly column: number;
  /** One for each entry or item of the node. */
  readonly children: readonly ChildLayout[];
}

export type ChildLayout = LeafLayout | HolderLayout;

/** An entry or item that is parsed separately. */
export interface LeafLayout extends Counts {
  readonly kind: 'leaf';
  /** UTF-16 units. */
  readonly length: number;
  /** Its errors, with offsets from its first line. Kept if they depend only on its text and depth. */
  readonly errors?: readonly YamlError[];
}

/** An entry whose value is divided further, or an item that is a map after its dash. */
export interface HolderLayout extends Counts {
  readonly kind: 'entry' | 'item';
  readonly length: number;
  /** From its first line to that of the first child; 0 after a dash. */
  readonly lead: number;
  readonly inner: CollectionLayout;
}

interface Counts {
  /** Leaves with errors. */
  readonly broken: number;
  /** Nodes that occur a second time, through an alias. */
  readonly aliased: number;
}

/** @param errors those that depend only on its text and depth */
export const leafLayout = (
  length: number,
  isBroken: boolean,
  aliased: number,
  errors?: readonly YamlError[],
): LeafLayout => ({ kind: 'leaf', length, broken: isBroken ? 1 : 0, aliased, ...(errors && { errors }) });

export const holderLayout = (
  kind: HolderLayout['kind'],
  length: number,
  lead: number,
  inner: CollectionLayout,
): HolderLayout => ({ kind, length, lead, inner, broken: inner.broken, aliased: inner.aliased });

export function collectionLayout(
  kind: CollectionLayout['kind'],
  column: number,
  children: readonly ChildLayout[],
): CollectionLayout {
  let broken = 0;
  let aliased = 0;
  for (const child of children) {
    broken += child.broken;
    aliased += child.aliased;
  }
  return { kind, column, children, broken, aliased };
}

/** A collection of a tree with its layout and location. */
export interface PlacedCollection {
  readonly node: YamlMap | YamlSeq;
  readonly layout: CollectionLayout;
  /** Start of the first line of the first child. */
  readonly start: number;
  /** The number of collections above it. */
  readonly depth: number;
  /** Offset of the dash before the first child's key. */
  readonly dash?: number;
}

export type Content = YamlEntry | YamlNode;

/** The entries or items of a collection. */
export const contentsOf = (node: YamlMap | YamlSeq): readonly Content[] =>
  node.kind === 'map' ? node.entries : node.items;

/** The collection of a child. @param start the start of the first line of the child */
export function collectionIn(
  { layout: { column }, depth }: PlacedCollection,
  child: HolderLayout,
  content: Content,
  start: number,
): PlacedCollection | undefined {
  const node = 'key' in content ? content.value : content;
  if (!node || node.kind === 'scalar') return undefined;
  const placed = { node, layout: child.inner, start: start + child.lead, depth: depth + 1 };
  return child.kind === 'item' ? { ...placed, dash: start + column } : placed;
}

import type { YamlEntry, YamlError, YamlMap, YamlNode, YamlSeq } from '../syntax/yaml-node.ts';

/**
 * How the lines of a text are cut into blocks, beside its tree: by lengths, so that it stays true of what moves. Each child
 * has the lines from its key or dash to those of the next one, with the blank lines and comments between.
 */
export interface CollectionLayout extends Counts {
  readonly kind: 'map' | 'seq';
  /** Blanks before each key or dash. */
  readonly column: number;
  /** One for each entry or item of the node. */
  readonly children: readonly ChildLayout[];
}

export type ChildLayout = LeafLayout | HolderLayout;

/** An entry or item that was parsed by itself. */
export interface LeafLayout extends Counts {
  readonly kind: 'leaf';
  /** UTF-16 units. */
  readonly length: number;
  /** Its errors, with places from its first line on; kept where they follow from its text and depth alone. */
  readonly errors?: readonly YamlError[];
}

/** An entry whose value is cut further, or an item that is a map behind its dash. */
export interface HolderLayout extends Counts {
  readonly kind: 'entry' | 'item';
  readonly length: number;
  /** From its first line to that of the first child; 0 behind a dash. */
  readonly lead: number;
  readonly inner: CollectionLayout;
}

interface Counts {
  /** Leaves with errors. */
  readonly broken: number;
  /** Nodes that stand at a second place, through an alias. */
  readonly aliased: number;
}

/** @param errors those that follow from its text and depth alone */
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

/** A collection of a tree with its layout, and where it stands. */
export interface PlacedCollection {
  readonly node: YamlMap | YamlSeq;
  readonly layout: CollectionLayout;
  /** Where the first line of the first child begins. */
  readonly start: number;
  /** How many collections stand above. */
  readonly depth: number;
  /** Offset of the dash before the first child's key. */
  readonly dash?: number;
}

export type Content = YamlEntry | YamlNode;

/** The entries or items of a collection. */
export const contentsOf = (node: YamlMap | YamlSeq): readonly Content[] =>
  node.kind === 'map' ? node.entries : node.items;

/** The collection that a child holds. @param start where the child's first line begins */
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

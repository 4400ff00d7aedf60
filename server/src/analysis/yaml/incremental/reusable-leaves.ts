import { collectionIn, type Content, contentsOf, type PlacedCollection } from './block-layout.ts';
import { leafText } from './read-leaf.ts';
import type { YamlError } from '../syntax/yaml-node.ts';

/** A leaf of an earlier version, without aliases: without errors, or broken after another error. */
export interface ReusableLeaf {
  /** The entry or item. */
  readonly content: Content;
  /** Start of its first line. */
  readonly start: number;
  /** The number of collections above the one that contains it. */
  readonly depth: number;
  /** With offsets from `start`. Empty if it has no errors. */
  readonly errors: readonly YamlError[];
}

/**
 * Finds the leaf with a text, preferably the one at that offset.
 * @param isBroken whether the text is broken before the leaf. A broken leaf is reused only in this case
 */
export type ReusableLeaves = (
  text: string,
  start: number,
  depth: number,
  isBroken: boolean,
) => ReusableLeaf | undefined;

/** A leaf and its text. */
type LeafWithText = ReusableLeaf & { readonly text: string };

/**
 * The leaves of a collection.
 * @param text the version that contains them
 * @param from the first child, and `to` the child after the last
 */
export function reusableLeaves(text: string, collection: PlacedCollection, from?: number, to?: number): ReusableLeaves {
  const leaves = leavesIn(text, collection, from, to);
  const byStart = new Map(leaves.map((leaf) => [leaf.start, leaf]));
  const byText = new Map(leaves.map((leaf) => [leaf.text, leaf]));
  return (wanted, start, depth, isBroken) =>
    [byStart.get(start), byText.get(wanted)].find(
      (leaf) => leaf?.text === wanted && leaf.depth === depth && (isBroken || leaf.errors.length === 0),
    );
}

function leavesIn(text: string, collection: PlacedCollection, from = 0, to = Number.POSITIVE_INFINITY): LeafWithText[] {
  const contents = contentsOf(collection.node);
  const found: LeafWithText[] = [];
  let end = collection.start;
  for (const [i, child] of collection.layout.children.entries()) {
    const start = end;
    end += child.length;
    const content = contents[i];
    if (!content || i < from || i >= to) continue;
    const dash = i === 0 ? collection.dash : undefined;
    if (child.kind !== 'leaf') {
      const inner = collectionIn(collection, child, content, start);
      if (inner) found.push(...leavesIn(text, inner));
    } else if ((child.broken === 0 || child.errors) && child.aliased === 0) {
      const { errors = [] } = child;
      found.push({ content, start, depth: collection.depth, errors, text: leafText(text, { start, end, dash }) });
    }
  }
  return found;
}

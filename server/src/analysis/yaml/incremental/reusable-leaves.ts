import { collectionIn, type Content, contentsOf, type PlacedCollection } from './block-layout.ts';
import { leafText } from './read-leaf.ts';
import type { YamlError } from '../syntax/yaml-node.ts';

/** A leaf of an earlier version, without aliases: sound, or broken behind another break. */
export interface ReusableLeaf {
  /** The entry or item. */
  readonly content: Content;
  /** Where its first line begins. */
  readonly start: number;
  /** How many collections stand above the one that it is in. */
  readonly depth: number;
  /** With places from `start` on; none where it is sound. */
  readonly errors: readonly YamlError[];
}

/**
 * Finds the leaf with a text, if possible the one at that place.
 * @param isBroken whether the text is broken before the leaf: a broken one is known only there
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
 * @param text the version that they are from
 * @param from the first child to look at, and `to` the one to stop before
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

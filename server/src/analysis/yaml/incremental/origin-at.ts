import type { BlockOrigins, YamlEntry, YamlNode } from '../syntax/yaml-node.ts';

/** What a path leads to, as it was first read. */
export interface OriginAt {
  readonly node: YamlNode | undefined;
  /** The last entry on the path, if it is the last step. */
  readonly entry: YamlEntry | undefined;
  /** What to add to their offsets for this version of the text. */
  readonly by: number;
}

/**
 * Follows a path (the index of the entry in each map, of the item in each list) through the origins of blocks. The way
 * through the nodes themselves would create all shifted nodes beside it (`shifted-node.ts`).
 */
export function originAt(root: YamlNode, path: readonly number[], origins: BlockOrigins): OriginAt {
  let node: YamlNode | undefined = root;
  let entry: YamlEntry | undefined;
  let by = 0;
  for (const index of path) {
    if (!node) break;
    const { origin, by: shift } = originOf(node, origins);
    by += shift;
    entry = origin.kind === 'map' ? origin.entries[index] : undefined;
    node = origin.kind === 'map' ? entry?.value : origin.kind === 'seq' ? origin.items[index] : undefined;
  }
  return { node, entry, by };
}

/**
 * The node as it was first read, and what to add to its offsets. The node itself if it is longer: in a nested text, each line is shifted
 * by another amount, because the lines around it are indented.
 */
export function originOf(node: YamlNode, origins: BlockOrigins): { readonly origin: YamlNode; readonly by: number } {
  const origin = origins.get(node);
  const isSameText = origin && lengthOf(origin) === lengthOf(node);
  return isSameText ? { origin, by: node.range.start - origin.range.start } : { origin: node, by: 0 };
}

const lengthOf = ({ range: { start, end } }: YamlNode): number => end - start;

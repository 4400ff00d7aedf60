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
    const origin: YamlNode = sameText(node, origins.get(node)) ?? node;
    by += node.range.start - origin.range.start;
    entry = origin.kind === 'map' ? origin.entries[index] : undefined;
    node = origin.kind === 'map' ? entry?.value : origin.kind === 'seq' ? origin.items[index] : undefined;
  }
  return { node, entry, by };
}

/**
 * The origin, unless the node is longer: in a nested text, each line is shifted by another amount, because the lines
 * around it are indented.
 */
const sameText = ({ range }: YamlNode, origin: YamlNode | undefined): YamlNode | undefined =>
  origin && range.end - range.start === origin.range.end - origin.range.start ? origin : undefined;

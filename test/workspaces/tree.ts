import type { Marked } from './marks.ts';

/** Data to be written as YAML or JSON. Entries without a value are left out. */
export type Tree = string | number | boolean | Marked | readonly Tree[] | TreeMap;

export interface TreeMap {
  readonly [key: string]: Tree | undefined;
}

export const isMarked = (tree: Tree): tree is Marked => typeof tree === 'object' && 'mark' in tree;

export const isList = (tree: Tree): tree is readonly Tree[] => Array.isArray(tree);

export const isMap = (tree: Tree): tree is TreeMap => typeof tree === 'object' && !isList(tree) && !isMarked(tree);

/** The tree with other scalars and keys. */
export function mapTree(
  tree: Tree,
  change: (scalar: Exclude<Tree, readonly Tree[] | TreeMap>) => Tree,
  key: (name: string) => string,
): Tree {
  if (isList(tree)) return tree.map((item) => mapTree(item, change, key));
  if (!isMap(tree)) return change(tree as Marked | string);
  return Object.fromEntries(entriesOf(tree).map(([name, value]) => [key(name), mapTree(value, change, key)]));
}

export const entriesOf = (tree: TreeMap): (readonly [string, Tree])[] =>
  Object.entries(tree).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));

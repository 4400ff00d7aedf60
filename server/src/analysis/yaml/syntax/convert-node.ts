import { type Alias, isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { doubleQuotedText, halfCharacter } from './double-quotes.ts';
import { invalidEscape } from './yaml-error-words.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlEntry, YamlError, YamlMap, YamlNode, YamlScalar, YamlSeq } from './yaml-node.ts';

/** Nodes that aliases may add to a file; more is an alias bomb, and such an alias is left out. */
export const MAX_ALIASED_NODES = 100_000;
/** Deeper nesting than this has no meaning for Envoy or Kubernetes, and would exhaust the stack. */
export const MAX_DEPTH = 250;
/** Envoy’s JSON parser supports 100 levels, yaml-cpp 500 (checked with 1.40). */
export const tooDeep = {
  message: 'Nesting is deeper than {0} levels. Envoy supports 100.',
  args: [`${MAX_DEPTH}`],
} as const;

/** Where an offset of the parsed text lies in the file. */
export type ToFileOffset = (offset: number) => number;

/** What is kept while a text's nodes are converted. */
export interface Tree {
  readonly text: string;
  readonly place: ToFileOffset;
  readonly errors: YamlError[];
  /** Anchored nodes read so far with the number of nodes and of levels below them: an alias can refer only backwards. */
  readonly anchors: Map<string, { node: YamlNode; size: number; height: number }>;
  /** Nodes that aliases have added. */
  aliased: number;
  size: number;
  depth: number;
  /** The greatest depth so far, of the node that is being converted. */
  deepest: number;
}

/** @param depth the number of nodes above the root of the text, if it is a part of a larger one */
export const newTree = (text: string, place: ToFileOffset, errors: YamlError[], depth = 0): Tree => ({
  text,
  place,
  errors,
  anchors: new Map(),
  aliased: 0,
  size: 0,
  depth,
  deepest: depth,
});

export const placedRange = (place: ToFileOffset, start: number, end: number): TextRange => {
  const from = place(start);
  return { start: from, end: Math.max(from, place(end)) };
};

/** Converts a node of the library. Undefined if it has no meaning. Errors of aliases are added to the tree. */
export function convert(yamlNode: unknown, tree: Tree): YamlNode | undefined {
  if (isAlias(yamlNode)) return convertAlias(yamlNode, tree);
  tree.size++;
  const before = tree.size;
  const { deepest } = tree;
  tree.deepest = ++tree.depth;
  const node = isMap(yamlNode)
    ? convertMap(yamlNode, tree)
    : isSeq(yamlNode)
      ? convertSeq(yamlNode, tree)
      : isScalar(yamlNode)
        ? convertScalar(yamlNode, tree)
        : undefined;
  const height = tree.deepest - --tree.depth;
  tree.deepest = Math.max(deepest, tree.deepest);
  if (node?.anchor) tree.anchors.set(node.anchor, { node, size: tree.size - before + 1, height });
  return node;
}

function convertAlias(alias: Alias, tree: Tree): YamlNode | undefined {
  const [start = 0, end = 0] = alias.range ?? [];
  const aliasRange = placedRange(tree.place, start, end);
  const target = tree.anchors.get(alias.source);
  if (!target) {
    tree.errors.push({
      range: aliasRange,
      message: "Anchor '&{0}' is not defined before this alias. Quote text that starts with '*'.",
      args: [alias.source],
    });
    return undefined;
  }
  if (tree.depth + target.height > MAX_DEPTH) {
    tree.errors.push({ range: aliasRange, ...tooDeep });
    return undefined;
  }
  tree.deepest = Math.max(tree.deepest, tree.depth + target.height);
  tree.aliased += target.size;
  tree.size += target.size;
  if (tree.aliased > MAX_ALIASED_NODES) {
    if (tree.aliased - target.size <= MAX_ALIASED_NODES)
      tree.errors.push({ range: aliasRange, message: 'The aliases of this file expand to too many nodes.' });
    return undefined;
  }
  return { ...target.node, aliasRange };
}

function base(node: Scalar | YAMLMap | YAMLSeq, start: number, end: number, tree: Tree) {
  return {
    range: placedRange(tree.place, start, end),
    ...(node.anchor && { anchor: node.anchor }),
    ...(node.tag && { tag: node.tag }),
  };
}

function convertMap(map: YAMLMap, tree: Tree): YamlMap {
  const entries: YamlEntry[] = [];
  for (const pair of map.items) {
    const entry = convertEntry(pair, tree);
    if (entry) entries.push(entry);
  }
  const flow = !!map.flow;
  const node = base(map, ...extent(map, tree), tree);
  return {
    kind: 'map',
    flow,
    entries,
    ...node,
    range: around(
      node.range,
      flow,
      entries.map(({ range }) => range),
    ),
  };
}

/** Block collections end with their last child; in broken text a child may lie outside the brackets, or before the one it follows. */
function around(own: TextRange, flow: boolean, children: readonly TextRange[]): TextRange {
  if (children.length === 0) return own;
  let start = own.start;
  let end = 0;
  for (const child of children) {
    if (child.start < start) start = child.start;
    if (child.end > end) end = child.end;
  }
  return { start, end: Math.max(flow ? own.end : start, end) };
}

function convertEntry(pair: Pair, tree: Tree): YamlEntry | undefined {
  const keyNode = convert(pair.key, tree);
  if (!keyNode) return undefined;
  const key = keyNode.kind === 'scalar' ? keyNode : complexKey(keyNode);
  const value = pair.value === null || pair.value === undefined ? undefined : convert(pair.value, tree);
  const written =
    value && !(value.kind === 'scalar' && isEmptyPlain(value) && !value.tag && !value.anchor) ? value : undefined;
  const keyRange = key.aliasRange ?? key.range;
  const valueRange = written?.aliasRange ?? written?.range;
  const isUnnamed = keyNode.kind !== 'scalar' || isEmptyPlain(keyNode);
  return {
    key,
    ...(isUnnamed && { unnamed: true }),
    value: written,
    range: { start: keyRange.start, end: Math.max(keyRange.end, valueRange?.end ?? 0) },
  };
}

const complexKey = (node: YamlNode): YamlScalar => ({ kind: 'scalar', style: 'plain', text: '?', range: node.range });

function convertSeq(seq: YAMLSeq, tree: Tree): YamlSeq {
  const items: YamlNode[] = [];
  for (const item of seq.items) {
    const node = convert(item, tree);
    if (node) items.push(node);
  }
  const flow = !!seq.flow;
  const node = base(seq, ...extent(seq, tree), tree);
  return {
    kind: 'seq',
    flow,
    items,
    ...node,
    range: around(
      node.range,
      flow,
      items.map((item) => item.aliasRange ?? item.range),
    ),
  };
}

const styles = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
} as const;

function convertScalar(scalar: Scalar, tree: Tree): YamlScalar {
  const [start, end] = extent(scalar, tree);
  const text = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '');
  const style = styles[(scalar.type as keyof typeof styles) ?? 'PLAIN'] ?? 'plain';
  return {
    kind: 'scalar',
    style,
    text: style === 'double' ? convertEscapes(text, start, end, tree) : text,
    ...base(scalar, start, end, tree),
  };
}

/** The text in double quotes, which may be written otherwise than it is read. */
function convertEscapes(text: string, start: number, end: number, { text: whole, place, errors }: Tree): string {
  const written = whole.slice(start, end);
  if (!written.includes('\\')) return text;
  const half = /^\s*[{[]/.test(whole) ? undefined : halfCharacter(written);
  if (half)
    errors.push({
      range: placedRange(place, start + half.start, start + half.end),
      ...invalidEscape(written.slice(half.start, half.end)),
    });
  return doubleQuotedText(written, text);
}

/** Start and end without trailing line breaks and spaces, which the library counts to a block scalar. */
function extent(node: Scalar | YAMLMap | YAMLSeq, tree: Tree): [number, number] {
  const [start = 0, valueEnd = 0] = node.range ?? [];
  let end = valueEnd;
  while (end > start && /\s/.test(tree.text[end - 1] ?? '')) end--;
  return [start, end];
}

export const isEmptyPlain = (scalar: YamlScalar): boolean =>
  scalar.style === 'plain' && scalar.text === '' && scalar.range.start === scalar.range.end;

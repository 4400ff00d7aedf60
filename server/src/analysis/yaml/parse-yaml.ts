import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { joinFlow } from './join-flow.ts';
import { yamlErrorWords } from './yaml-error-words.ts';
import type { TextRange } from '../text/text-range.ts';
import type {
  YamlDocument,
  YamlEntry,
  YamlError,
  YamlFile,
  YamlMap,
  YamlNode,
  YamlScalar,
  YamlSeq,
} from './yaml-node.ts';

/** Nodes that aliases may add to a file; more is an alias bomb, and such an alias is left out. */
const MAX_ALIASED_NODES = 100_000;
/** Deeper nesting than this has no meaning for Envoy (protobuf stops at 100) or Kubernetes, and would exhaust the stack. */
const MAX_DEPTH = 250;
const TOO_DEEP = 'This is nested deeper than Envoy or Kubernetes can read.';
/** Longer texts, in UTF-16 units, are not read a second time. */
const MAX_JOINED = 1_000_000;

/** Where an offset of the parsed text lies in the file. */
export type Place = (offset: number) => number;

const inPlace: Place = (offset) => offset;

/**
 * Parses a YAML or JSON text: never throws, broken text gives a tree of what could be read and the errors.
 * @param place maps offsets of `text` to offsets in the file, for a text nested in a ConfigMap's scalar
 */
export function parseYaml(text: string, place: Place = inPlace): YamlFile {
  const tooDeep = depthError(text);
  if (tooDeep !== undefined)
    return { documents: [], errors: [{ range: range(place, tooDeep, tooDeep + 1), message: TOO_DEEP }] };
  const errors: YamlError[] = [];
  const trees: YamlDocument[] = [];
  const written = text.trimEnd().length;
  for (const document of readDocuments(text)) {
    for (const error of errorsOf(document))
      errors.push({ range: errorRange(written, place, error.pos), ...yamlErrorWords(error.message) });
    const root = document.contents ? convert(document.contents, newTree(text, place, errors)) : undefined;
    const [start, , end] = document.range ?? [0, 0, text.length];
    trees.push({
      range: range(place, start, end),
      root: root?.kind === 'scalar' && isEmptyPlain(root) ? undefined : root,
    });
  }
  return { documents: spread(trees, place(0)), errors };
}

/** Reads what Envoy and the API server read, which is a little more than the library does. */
function readDocuments(text: string): readonly Document.Parsed[] {
  const documents = libraryDocuments(text);
  const count = documents.flatMap(errorsOf).length;
  const joined = count > 0 && text.length < MAX_JOINED ? joinFlow(text) : undefined;
  if (joined === undefined) return documents;
  const again = libraryDocuments(joined);
  return again.flatMap(errorsOf).length < count ? again : documents;
}

function libraryDocuments(text: string): readonly Document.Parsed[] {
  // Scalars stay text (failsafe): what they mean is the business of the models. Duplicate keys and merge keys are rules' business.
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
    stringKeys: false,
  });
  return 'empty' in documents ? [] : documents;
}

/** Both loaders take `"text"#comment`. */
const errorsOf = ({ errors }: Document.Parsed) =>
  errors.filter(({ message }) => !message.startsWith('Comments must be separated'));

/** An error at the very end (a quote that is never closed) is shown on the last character that is written. */
function errorRange(written: number, place: Place, [start, end]: readonly [number, number]): TextRange {
  return start < written
    ? range(place, start, Math.min(end, written))
    : range(place, Math.max(0, written - 1), written);
}

/** The library starts a document at its content; what a person means by it begins where the previous one ended. */
function spread(trees: readonly YamlDocument[], begin: number): YamlDocument[] {
  return trees.map((tree, i) => ({ ...tree, range: { start: trees[i - 1]?.range.end ?? begin, end: tree.range.end } }));
}

/** Offset where the nesting of brackets exceeds the limit; cheap, and before the recursive parser sees the text. */
function depthError(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_DEPTH) return i;
    } else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    else if (code === 0x2d && depth === 0 && dashRun(text, i) > MAX_DEPTH) return i;
  }
  return undefined;
}

/** Length of a run of compact sequence dashes (`- - - -`), each of which nests one deeper. */
function dashRun(text: string, start: number): number {
  let count = 0;
  for (let i = start; text[i] === '-' && text[i + 1] === ' '; i += 2) count++;
  return count;
}

interface Tree {
  readonly text: string;
  readonly place: Place;
  readonly errors: YamlError[];
  /** Anchored nodes read so far with the number of nodes below them: an alias can refer only backwards. */
  readonly anchors: Map<string, { node: YamlNode; size: number }>;
  aliased: number;
  size: number;
  depth: number;
}

const newTree = (text: string, place: Place, errors: YamlError[]): Tree => ({
  text,
  place,
  errors,
  anchors: new Map(),
  aliased: 0,
  size: 0,
  depth: 0,
});

const range = (place: Place, start: number, end: number): TextRange => {
  const from = place(start);
  return { start: from, end: Math.max(from, place(end)) };
};

function convert(yamlNode: unknown, tree: Tree): YamlNode | undefined {
  if (isAlias(yamlNode)) return convertAlias(yamlNode, tree);
  tree.size++;
  const before = tree.size;
  if (++tree.depth > MAX_DEPTH) {
    tree.depth--;
    return undefined;
  }
  const node = isMap(yamlNode)
    ? convertMap(yamlNode, tree)
    : isSeq(yamlNode)
      ? convertSeq(yamlNode, tree)
      : isScalar(yamlNode)
        ? convertScalar(yamlNode, tree)
        : undefined;
  tree.depth--;
  if (node?.anchor) tree.anchors.set(node.anchor, { node, size: tree.size - before + 1 });
  return node;
}

function convertAlias(alias: Alias, tree: Tree): YamlNode | undefined {
  const [start = 0, end = 0] = alias.range ?? [];
  const aliasRange = range(tree.place, start, end);
  const target = tree.anchors.get(alias.source);
  if (!target) {
    tree.errors.push({
      range: aliasRange,
      message: 'No anchor "&{0}" stands before this alias; a text that begins with "*" must stand in quotes.',
      args: [alias.source],
    });
    return undefined;
  }
  tree.aliased += target.size;
  tree.size += target.size;
  if (tree.aliased > MAX_ALIASED_NODES) {
    if (tree.aliased - target.size <= MAX_ALIASED_NODES)
      tree.errors.push({ range: aliasRange, message: 'The aliases of this file repeat too much of it to be read.' });
    return undefined;
  }
  return { ...target.node, aliasRange };
}

function base(node: Scalar | YAMLMap | YAMLSeq, start: number, end: number, tree: Tree) {
  return {
    range: range(tree.place, start, end),
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

/** Block collections end with their last child; in broken text a child may lie outside the brackets. */
function around(own: TextRange, flow: boolean, children: readonly TextRange[]): TextRange {
  const first = children[0];
  const last = children.at(-1);
  if (!first || !last) return own;
  const start = Math.min(own.start, first.start);
  return { start, end: Math.max(flow ? own.end : start, last.end) };
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
  return { key, value: written, range: { start: keyRange.start, end: Math.max(keyRange.end, valueRange?.end ?? 0) } };
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
  return {
    kind: 'scalar',
    style: styles[(scalar.type as keyof typeof styles) ?? 'PLAIN'] ?? 'plain',
    text,
    ...base(scalar, start, end, tree),
  };
}

/** Start and end without trailing line breaks and blanks, which the library counts to a block scalar. */
function extent(node: Scalar | YAMLMap | YAMLSeq, tree: Tree): [number, number] {
  const [start = 0, valueEnd = 0] = node.range ?? [];
  let end = valueEnd;
  while (end > start && /\s/.test(tree.text[end - 1] ?? '')) end--;
  return [start, end];
}

const isEmptyPlain = (scalar: YamlScalar): boolean =>
  scalar.style === 'plain' && scalar.text === '' && scalar.range.start === scalar.range.end;

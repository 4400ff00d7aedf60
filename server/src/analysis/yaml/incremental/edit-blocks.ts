import { lineAfter, lineStart } from '../../text/line-places.ts';
import { changeBetween } from '../../text/text-change.ts';
import {
  type ChildLayout,
  type CollectionLayout,
  type Content,
  collectionIn,
  collectionLayout,
  contentsOf,
  holderLayout,
  type PlacedCollection,
} from './block-layout.ts';
import { reusableLeaves } from './reusable-leaves.ts';
import { shiftedEntry, shiftedNode, type Origins } from './shifted-node.ts';
import { type FreshLeaves, mapOf, type ReadCollection, type Reading, readCollection, seqOf } from './read-blocks.ts';
import { splitPart } from './split-yaml.ts';
import { isTriviaAt } from '../syntax/yaml-lines.ts';
import type { YamlEntry, YamlError, YamlMap, YamlNode } from '../syntax/yaml-node.ts';

/** A text that was read in blocks. */
export interface BlockText {
  readonly text: string;
  readonly root: YamlMap;
  readonly layout: CollectionLayout;
  /** Start of the first line of the first child. */
  readonly start: number;
  readonly errors: readonly YamlError[];
  readonly origins: Origins;
  /** True if it is broken and its tree depends on how it is divided. */
  readonly byCut: boolean;
}

/** The change from one text to the next, in whole lines. */
interface Edit {
  readonly before: BlockText;
  readonly text: string;
  /** The first and the last changed line of the earlier text, as the offsets of their start and end. */
  readonly from: number;
  readonly to: number;
  /** The difference of the lengths. */
  readonly by: number;
  /** The smallest indentation of the new lines, except comments. */
  readonly indent: number;
  readonly leafLines: number | undefined;
  readonly fresh: FreshLeaves;
}

/**
 * Reads the next version of a text by reading only the changed blocks. The tree is the same as that of the whole text.
 * Undefined if the effect of an edit goes beyond what the lines show.
 * @param fresh filled with the parsed leaves of the new text
 */
export function editBlocks(
  before: BlockText,
  text: string,
  fresh: FreshLeaves,
  leafLines?: number,
): BlockText | undefined {
  if (text === before.text) return before;
  // A node with two locations cannot be shifted.
  if (before.layout.aliased > 0 || before.byCut) return undefined;
  const { start, end } = changeBetween(before.text, text);
  const [from, to] = [lineStart(before.text, start), lineAfter(before.text, end)];
  const by = text.length - before.text.length;
  const edit: Edit = { before, text, from, to, by, indent: leastIndent(text, from, to + by), leafLines, fresh };
  const errors: YamlError[] = [];
  const { root, layout } = before;
  const edited = editCollection(edit, { node: root, layout, start: before.start, depth: 0 }, errors);
  return edited?.node.kind === 'map'
    ? { ...before, text, root: edited.node, layout: edited.layout, errors }
    : undefined;
}

function leastIndent(text: string, from: number, to: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let line = from; line < to; line = lineAfter(text, line)) {
    let at = line;
    while (text[at] === ' ') at++;
    if (!isTriviaAt(text, at)) least = Math.min(least, at - line);
  }
  return least;
}

/** Adjacent children of a collection, and the location of their lines. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

function editCollection(edit: Edit, collection: PlacedCollection, errors: YamlError[]): ReadCollection | undefined {
  const run = changedRun(edit, collection);
  if (!run) return undefined;
  return editInside(edit, collection, run, errors) ?? readRun(edit, collection, run, errors);
}

/** The children that contain the changed lines. */
function changedRun({ from, to }: Edit, { layout: { children }, start }: PlacedCollection): Run | undefined {
  if (from < start) return undefined;
  let first: { readonly index: number; readonly start: number } | undefined;
  let at = start;
  for (const [index, { length }] of children.entries()) {
    const isLast = index === children.length - 1;
    if (!first && (from < at + length || isLast)) first = { index, start: at };
    at += length;
    if (first && (to <= at || isLast)) return { first: first.index, last: index, start: first.start, end: at };
  }
  return undefined;
}

/** Edits the only changed child, if it is divided further and its first lines did not change. */
function editInside(
  edit: Edit,
  collection: PlacedCollection,
  run: Run,
  errors: YamlError[],
): ReadCollection | undefined {
  const { first, last, start } = run;
  const child = collection.layout.children[first];
  const content = contentsOf(collection.node)[first];
  if (first !== last || !content || !child || child.kind === 'leaf') return undefined;
  const inner = collectionIn(collection, child, content, start);
  if (
    !inner ||
    edit.from < inner.start ||
    edit.indent < inner.layout.column ||
    (child.kind === 'item' && edit.from === start)
  )
    return undefined;
  const edited = editCollection(edit, inner, errors);
  if (!edited) return undefined;
  const holder = holderLayout(child.kind, child.length + edit.by, child.lead, edited.layout);
  return withRun(edit, collection, run, [withValue(content, edited.node)], [holder]);
}

const withValue = (content: Content, value: YamlNode): Content =>
  'key' in content ? { ...content, value, range: { start: content.range.start, end: value.range.end } } : value;

/** Reads the changed children from the new text. */
function readRun(
  edit: Edit,
  collection: PlacedCollection,
  run: Run,
  errors: YamlError[],
  isLonger = false,
): ReadCollection | undefined {
  const { layout, depth } = collection;
  const dash = run.first === 0 ? collection.dash : undefined;
  const part = { kind: layout.kind, column: layout.column, depth, dash, start: run.start, end: run.end + edit.by };
  const split = splitPart(edit.text, part, edit.leafLines);
  // Lines that begin no entry or item belong to the child before. One step back is enough, because that child has a key or dash.
  if (!split) {
    const isFirst = run.first === 0 || isLonger;
    return isFirst ? undefined : readRun(edit, collection, longer(run, layout.children), errors, true);
  }
  // An error elsewhere may be a different error now.
  const replaced = layout.children.slice(run.first, run.last + 1);
  if (edit.before.layout.broken > replaced.reduce((sum, { broken }) => sum + broken, 0)) return undefined;
  const known = reusableLeaves(edit.before.text, collection, run.first, run.last + 1);
  const reading: Reading = {
    text: edit.text,
    known,
    origins: edit.before.origins,
    fresh: edit.fresh,
    errors: [],
    isBroken: false,
  };
  const read = readCollection(reading, split, depth);
  // The division of a text is kept for its versions, and may differ from that of the whole text.
  if (!read || reading.byCut) return undefined;
  errors.push(...reading.errors);
  return withRun(edit, collection, run, contentsOf(read.node), read.layout.children);
}

const longer = ({ first, last, start, end }: Run, children: readonly ChildLayout[]): Run => ({
  first: first - 1,
  last,
  start: start - (children[first - 1]?.length ?? 0),
  end,
});

/** The collection with some children replaced. Those after them are shifted. */
function withRun(
  { by, before: { origins } }: Edit,
  { node, layout }: PlacedCollection,
  { first, last }: Run,
  contents: readonly Content[],
  layouts: readonly ChildLayout[],
): ReadCollection | undefined {
  const children = [...layout.children.slice(0, first), ...layouts, ...layout.children.slice(last + 1)];
  const newLayout = collectionLayout(layout.kind, layout.column, children);
  if (node.kind === 'map') {
    const behind = node.entries.slice(last + 1).map((entry) => (by === 0 ? entry : shiftedEntry(entry, by, origins)));
    const map = mapOf([...node.entries.slice(0, first), ...(contents as YamlEntry[]), ...behind], origins);
    return map && { node: map, layout: newLayout };
  }
  const behind = node.items.slice(last + 1).map((item) => (by === 0 ? item : shiftedNode(item, by, origins)));
  const seq = seqOf([...node.items.slice(0, first), ...(contents as YamlNode[]), ...behind], node.range.start, origins);
  return seq && { node: seq, layout: newLayout };
}

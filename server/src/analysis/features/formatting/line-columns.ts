import { columnOf, lineStart } from '../../text/line-places.ts';
import { type LineIndex, positionAt } from '../../text/line-index.ts';
import type { TextEdit, TextRange } from '../../text/text-range.ts';
import type { YamlMap, YamlNode, YamlScalar, YamlSeq } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';

/** A text that is formatted. */
export interface FormattedText {
  readonly text: string;
  readonly lineIndex: LineIndex;
  /** Spaces of one level. */
  readonly unit: number;
  /** The tree of a config in a block scalar, which is formatted as well. */
  nestedRoot(scalar: YamlScalar): YamlNode | undefined;
}

/** Where lines belong, by their numbers from 0. */
export interface LineColumns {
  /** The columns of lines that begin with a key or a dash. */
  readonly structure: ReadonlyMap<number, number>;
  /** How far to move lines that go on with a value of a line above. They have spaces of their own. */
  readonly moves: ReadonlyMap<number, number>;
  /** The spaces behind dashes. */
  readonly edits: readonly TextEdit[];
}

interface Layout extends FormattedText {
  readonly structure: Map<number, number>;
  readonly moves: Map<number, number>;
  readonly edits: TextEdit[];
}

/**
 * The columns of all lines of a node in block style.
 * @param column of the node. What is below it follows
 */
export function lineColumns(formatted: FormattedText, node: YamlNode, column: number): LineColumns {
  const layout: Layout = { ...formatted, structure: new Map(), moves: new Map(), edits: [] };
  layOut(layout, node, column, column - columnOf(formatted.text, node.range.start));
  return layout;
}

/** @param move how far the key or dash before the node moves */
function layOut(layout: Layout, node: YamlNode, column: number, move: number): void {
  if (node.aliasRange) return;
  if (node.kind === 'scalar') layOutScalar(layout, node, column, move);
  else if (node.flow) moveLines(layout, node.range, move);
  else if (node.kind === 'map') layOutMap(layout, node, column);
  else layOutSeq(layout, node, column);
}

function layOutMap(layout: Layout, map: YamlMap, column: number): void {
  for (const { key, value } of map.entries) {
    const own = columnOf(layout.text, key.range.start);
    put(layout, key.range.start, column);
    if (!value) continue;
    const isSeq = value.kind === 'seq' && !value.flow;
    const isInColumn = isSeq && columnOf(layout.text, value.range.start) === own;
    layOut(layout, value, isInColumn ? column : column + layout.unit, column - own);
  }
}

function layOutSeq(layout: Layout, seq: YamlSeq, column: number): void {
  const { text, edits } = layout;
  for (const item of seq.items) {
    const { start } = placeOf(item);
    const dash = dashBefore(text, start, seq.range.start);
    if (dash === undefined) continue;
    put(layout, dash, column);
    const between = { start: dash + 1, end: start };
    if (item.range.end > item.range.start && /^ {2,}$/.test(text.slice(between.start, between.end)))
      edits.push({ range: between, newText: ' ' });
    layOut(layout, item, column + 2, column - columnOf(text, dash));
  }
}

/** The dash of an item, which comments and properties may separate from it. */
function dashBefore(text: string, start: number, from: number): number | undefined {
  for (let at = text.lastIndexOf('-', start - 1); at >= from; at = text.lastIndexOf('-', at - 1)) {
    const isDash = /^\s?$/.test(text[at + 1] ?? '');
    if (isDash && /^[- ]*$/.test(text.slice(lineStart(text, at), at))) return at;
    if (at === 0) break;
  }
  return undefined;
}

function layOutScalar(layout: Layout, scalar: YamlScalar, column: number, move: number): void {
  const { text, lineIndex } = layout;
  const first = positionAt(lineIndex, scalar.range.start).line;
  if (scalar.style !== 'literal' && scalar.style !== 'folded') {
    moveLines(layout, scalar.range, move);
    return;
  }
  const last = positionAt(lineIndex, Math.max(scalar.range.start, scalar.range.end - 1)).line;
  const hasIndicator = /^[|>][-+]?\d/.test(text.slice(scalar.range.start));
  const lines = Array.from({ length: last - first }, (_, i) => first + 1 + i);
  const content = lines.find((line) => indentOf(layout, line) !== undefined);
  if (content === undefined) return;
  const ownMove = hasIndicator ? move : column - (indentOf(layout, content) ?? 0);
  const root = hasIndicator ? undefined : layout.nestedRoot(scalar);
  if (root) layOut(layout, root, column, 0);
  else for (const line of lines) layout.moves.set(line, ownMove);
}

/** Moves the lines of a value that begins on a line above. */
function moveLines({ lineIndex, moves }: Layout, { start, end }: TextRange, move: number): void {
  const last = positionAt(lineIndex, end).line;
  for (let line = positionAt(lineIndex, start).line + 1; line <= last; line++) moves.set(line, move);
}

/** Sets the column of a key or dash if its line begins with it. */
function put({ text, lineIndex, structure }: Layout, offset: number, column: number): void {
  if (text.slice(lineStart(text, offset), offset).trim() === '')
    structure.set(positionAt(lineIndex, offset).line, column);
}

/** The number of spaces before the content of a line. Undefined for a blank one. */
export function indentOf({ text, lineIndex }: Pick<FormattedText, 'text' | 'lineIndex'>, line: number) {
  const start = lineIndex.starts[line] ?? text.length;
  const content = /^ *(?=[^\s])/.exec(text.slice(start, lineIndex.starts[line + 1]));
  return content?.[0].length;
}

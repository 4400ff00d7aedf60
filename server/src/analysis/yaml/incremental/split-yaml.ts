import type { TextRange } from '../../text/text-range.ts';
import { begins, closes, header, isDash, isKey, isMisfit } from './line-shapes.ts';
import { type Border, takesLine } from './stray-key.ts';
import { scanLines, type YamlLines } from '../syntax/yaml-lines.ts';

/**
 * A text that is divided at its entries and items, only by looking at its lines. The content of a leaf is not known: the parser
 * must verify that it ends where the leaf ends.
 */
export type YamlSplit = SplitMap | SplitSeq;

export interface SplitMap {
  readonly kind: 'map';
  /** Spaces before each key. */
  readonly column: number;
  readonly entries: readonly (SplitEntry | SplitLeaf)[];
}

/** An entry whose value is divided further. */
export interface SplitEntry {
  readonly kind: 'entry';
  /** Offset of its key, which is plain. */
  readonly start: number;
  readonly end: number;
  readonly column: number;
  readonly key: string;
  readonly value: YamlSplit;
}

export interface SplitSeq {
  readonly kind: 'seq';
  /** Spaces before each dash. */
  readonly column: number;
  /** Offset of the first dash. */
  readonly start: number;
  /** Maps that begin after their dash, and leaves. */
  readonly items: readonly (SplitMap | SplitLeaf)[];
}

/** The lines of one entry or item, with the blank lines and comments after it. */
export interface SplitLeaf {
  readonly kind: 'leaf';
  readonly of: 'map' | 'seq';
  readonly start: number;
  readonly end: number;
  /** Spaces before its key or dash. */
  readonly column: number;
  /** Offset of the dash before its key, if it is the first entry of an item. */
  readonly dash?: number;
  /** True if one of its lines is indented less than the collection allows, or is certainly no key or dash, among these. */
  readonly misfit?: true;
}

/** Parts with at most this number of lines are not divided further. They are parsed in a millisecond. */
const LEAF_LINES = 48;
/** Deeper divisions have no advantage. */
const MAX_SPLITS = 20;

/**
 * Divides a text that is one document with a block map at its root. Undefined for everything else.
 * @param isBroken the text is known to be broken: a line that fits nowhere belongs to the entry or item before it
 */
export function splitYaml(text: string, leafLines: number = LEAF_LINES, isBroken = false): SplitMap | undefined {
  const lines = scanLines(text);
  if (!lines) return undefined;
  let first = content(lines, 0, lines.count);
  if (startsDocument.test(lineAt(lines, first))) first = content(lines, first + 1, lines.count);
  const column = isBroken ? leastIndent(lines, first) : (lines.indents[first] ?? 0);
  return splitMap(
    { lines, from: first, to: lines.count, leafLines, isBroken, isInner: false, isPart: false },
    column,
    0,
  );
}

function leastIndent(lines: YamlLines, from: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let line = from; line < lines.count; line++)
    if (!lines.isTrivia(line)) least = Math.min(least, lines.indents[line] ?? 0);
  return least;
}

/** The location of a part of a collection: its lines, and the dash before the first key, if there is one. */
export interface CollectionPart extends TextRange {
  readonly kind: 'map' | 'seq';
  readonly column: number;
  /** The number of collections above the collection. */
  readonly depth: number;
  readonly dash?: number | undefined;
}

/** Divides some lines of a collection as in the whole text. Undefined unless an entry or item begins with the first line. */
export function splitPart(text: string, part: CollectionPart, leafLines: number = LEAF_LINES): YamlSplit | undefined {
  const lines = scanLines(text, part);
  const { kind, column, depth, dash } = part;
  if (!lines || lines.count === 0 || lines.isTrivia(0) || (dash === undefined && lines.indents[0] !== column))
    return undefined;
  const isInner = depth > 0;
  const region: Region = {
    lines,
    from: 0,
    to: lines.count,
    leafLines,
    isBroken: false,
    isInner,
    isPart: true,
    ...(dash !== undefined && { dash }),
  };
  return kind === 'map' ? splitMap(region, column, depth) : splitSeq(region, column, depth);
}

const startsDocument = /^--- *(?: #[^\n]*)?\r?$/;

interface Region {
  readonly lines: YamlLines;
  /** The first line that is not blank and not a comment. */
  readonly from: number;
  readonly to: number;
  readonly leafLines: number;
  readonly isBroken: boolean;
  /** Whether the collection is in another one. Then its lines are indented more than that one. */
  readonly isInner: boolean;
  /** Offset of the dash before the first key. */
  readonly dash?: number;
  /** Whether entries may precede the region in its collection. */
  readonly isPart: boolean;
}

function splitMap(region: Region, column: number, depth: number): SplitMap | undefined {
  const found = borders(region, column, 'map');
  if (!found) return undefined;
  const { lines, leafLines } = region;
  const entries = found.map(({ from, misfit }, i) => {
    const to = found[i + 1]?.from ?? region.to;
    const leaf: SplitLeaf = {
      kind: 'leaf',
      of: 'map',
      start: lines.starts[from] ?? 0,
      end: lines.starts[to] ?? 0,
      column,
      ...(i === 0 && region.dash !== undefined && { dash: region.dash }),
      ...(misfit && { misfit }),
    };
    return to - from > leafLines && depth < MAX_SPLITS
      ? (splitEntry({ ...region, from, to }, column, depth) ?? leaf)
      : leaf;
  });
  return { kind: 'map', column, entries };
}

/** `key:` with nothing after it and a block map or a list below. */
function splitEntry(region: Region, column: number, depth: number): SplitEntry | undefined {
  const { lines, from, to } = region;
  const start = (lines.starts[from] ?? 0) + column;
  header.lastIndex = start;
  const key = header.exec(lines.text)?.[1];
  const below = content(lines, from + 1, to);
  if (key === undefined || below >= to) return undefined;
  const inner = lines.indents[below] ?? 0;
  const { dash: _, ...child } = { ...region, from: below, isInner: true, isPart: false };
  const value =
    isDash(lines, below) && inner >= column
      ? splitSeq(child, inner, depth + 1)
      : inner > column
        ? splitMap(child, inner, depth + 1)
        : undefined;
  return value && { kind: 'entry', start, end: lines.starts[to] ?? 0, column, key, value };
}

function splitSeq(region: Region, column: number, depth: number): SplitSeq | undefined {
  const found = borders(region, column, 'seq');
  if (!found) return undefined;
  const { lines, leafLines } = region;
  const items = found.map(({ from, misfit }, i) => {
    const to = found[i + 1]?.from ?? region.to;
    const start = lines.starts[from] ?? 0;
    const end = lines.starts[to] ?? 0;
    const leaf: SplitLeaf = { kind: 'leaf', of: 'seq', start, end, column, ...(misfit && { misfit }) };
    return to - from > leafLines && depth < MAX_SPLITS
      ? (splitItem({ ...region, from, to }, column, depth) ?? leaf)
      : leaf;
  });
  return { kind: 'seq', column, start: (lines.starts[region.from] ?? 0) + column, items };
}

/** `- key: …`: a map that begins after its dash. */
function splitItem(region: Region, column: number, depth: number): SplitMap | undefined {
  const { lines, from } = region;
  const dash = (lines.starts[from] ?? 0) + column;
  let keyAt = dash + 1;
  while (lines.text[keyAt] === ' ') keyAt++;
  return isKey(lines.text, keyAt)
    ? splitMap({ ...region, isInner: true, isPart: false, dash }, keyAt - (lines.starts[from] ?? 0), depth + 1)
    : undefined;
}

/**
 * The lines where the entries or items of a block collection begin. Undefined if a line does not fit and may be a key that only a
 * parser recognizes, because then nothing is certain. A line that certainly does not fit belongs to the child before, and in a
 * text that is known to be broken each line that does not fit.
 */
function borders(region: Region, column: number, of: 'map' | 'seq'): readonly Border[] | undefined {
  const { lines, from, to, dash } = region;
  const found: Border[] = [];
  for (let line = from; line < to; line++) {
    const indent = lines.indents[line] ?? 0;
    if (lines.isTrivia(line)) continue;
    const last = found.at(-1);
    if (indent > column && (of === 'seq' || indent >= (last?.below ?? Number.POSITIVE_INFINITY))) continue;
    if (indent > column || (last && of === 'map' && indent === column && isDash(lines, line))) {
      if (!takesLine(region, found, line)) return undefined;
      continue;
    }
    if (line === from && dash !== undefined) found.push({ from: line });
    else if (indent === column && begins(lines, line, of)) found.push({ from: line });
    else if (!last && region.isBroken) found.push({ from: line, misfit: true });
    else if (!last) return undefined;
    else if (indent === column && closes(lines, line)) continue;
    else if (region.isBroken || (indent < column ? region.isInner : isMisfit(lines, line, of))) last.misfit = true;
    else return undefined;
  }
  return found.length > 0 ? found : undefined;
}

/** The first line from `line` that is not blank and not a comment. */
function content(lines: YamlLines, line: number, to: number): number {
  let at = line;
  while (at < to && lines.isTrivia(at)) at++;
  return at;
}

const lineAt = ({ text, starts }: YamlLines, line: number): string =>
  text.slice(starts[line] ?? 0, starts[line + 1] ?? 0).replace(/\n$/, '');

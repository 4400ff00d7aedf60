import type { TextRange } from '../../text/text-range.ts';
import { scanLines, type YamlLines } from '../syntax/yaml-lines.ts';

/**
 * A text cut up at the borders of its entries and items by looking at lines alone. Nothing is known of what stands in a leaf:
 * whoever parses it must make sure that it ends where the leaf ends.
 */
export type YamlSplit = SplitMap | SplitSeq;

export interface SplitMap {
  readonly kind: 'map';
  /** Blanks before each key. */
  readonly column: number;
  readonly entries: readonly (SplitEntry | SplitLeaf)[];
}

/** An entry whose value is split again. */
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
  /** Blanks before each dash. */
  readonly column: number;
  /** Offset of the first dash. */
  readonly start: number;
  /** Maps that begin behind their dash, and leaves. */
  readonly items: readonly (SplitMap | SplitLeaf)[];
}

/** The lines of one entry or item, with the blank lines and comments behind it. */
export interface SplitLeaf {
  readonly kind: 'leaf';
  readonly of: 'map' | 'seq';
  readonly start: number;
  readonly end: number;
  /** Blanks before its key or dash. */
  readonly column: number;
  /** Offset of the dash before its key, when it is the first entry of an item. */
  readonly dash?: number;
  /** True where a line of it is further left than a collection allows, or is a lone word among its keys or dashes. */
  readonly misfit?: true;
}

/** Parts of at most so many lines are not split further: they parse in a millisecond. */
const LEAF_LINES = 48;
/** Deeper splits gain nothing. */
const MAX_SPLITS = 20;

/** The split of a text that is one document with a block map at its root; undefined for everything else. */
export function splitYaml(text: string, leafLines: number = LEAF_LINES): SplitMap | undefined {
  const lines = scanLines(text);
  if (!lines) return undefined;
  let first = content(lines, 0, lines.count);
  if (startsDocument.test(lineAt(lines, first))) first = content(lines, first + 1, lines.count);
  return splitMap({ lines, from: first, to: lines.count, leafLines, isInner: false }, lines.indents[first] ?? 0, 0);
}

/** Where a part of a collection stands: its lines, and the dash before the first of them, where its key stands behind one. */
export interface CollectionPart extends TextRange {
  readonly kind: 'map' | 'seq';
  readonly column: number;
  /** How many collections stand above the collection. */
  readonly depth: number;
  readonly dash?: number | undefined;
}

/** Cuts up some lines of a collection as they are cut in the whole text; undefined unless an entry or item begins with the first line. */
export function splitPart(text: string, part: CollectionPart, leafLines: number = LEAF_LINES): YamlSplit | undefined {
  const lines = scanLines(text, part);
  const { kind, column, depth, dash } = part;
  if (!lines || lines.count === 0 || lines.isTrivia(0) || (dash === undefined && lines.indents[0] !== column))
    return undefined;
  const isInner = depth > 0;
  const region: Region = { lines, from: 0, to: lines.count, leafLines, isInner, ...(dash !== undefined && { dash }) };
  return kind === 'map' ? splitMap(region, column, depth) : splitSeq(region, column, depth);
}

const startsDocument = /^--- *(?: #[^\n]*)?\r?$/;

interface Region {
  readonly lines: YamlLines;
  /** The first line, which is no blank or comment. */
  readonly from: number;
  readonly to: number;
  readonly leafLines: number;
  /** Whether the collection is in another: then its lines are further right than that one's. */
  readonly isInner: boolean;
  /** Offset of the dash that stands before the first key. */
  readonly dash?: number;
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

/** `key:` with nothing behind it and a block map or a list below. */
function splitEntry(region: Region, column: number, depth: number): SplitEntry | undefined {
  const { lines, from, to, leafLines } = region;
  const start = (lines.starts[from] ?? 0) + column;
  header.lastIndex = start;
  const key = header.exec(lines.text)?.[1];
  const below = content(lines, from + 1, to);
  if (key === undefined || below >= to) return undefined;
  const inner = lines.indents[below] ?? 0;
  const value =
    isDash(lines, below) && inner >= column
      ? splitSeq({ lines, from: below, to, leafLines, isInner: true }, inner, depth + 1)
      : inner > column
        ? splitMap({ lines, from: below, to, leafLines, isInner: true }, inner, depth + 1)
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

/** `- key: …`: a map that begins behind its dash. */
function splitItem(region: Region, column: number, depth: number): SplitMap | undefined {
  const { lines, from } = region;
  const dash = (lines.starts[from] ?? 0) + column;
  let keyAt = dash + 1;
  while (lines.text.charCodeAt(keyAt) === BLANK) keyAt++;
  return isKey(lines.text, keyAt)
    ? splitMap({ ...region, isInner: true, dash }, keyAt - (lines.starts[from] ?? 0), depth + 1)
    : undefined;
}

/** Where an entry or item begins. */
interface Border {
  readonly from: number;
  misfit?: true;
}

/**
 * The lines where the entries or items of a block collection begin; undefined where a line does not fit and may be a key that
 * only a parser knows: then nothing is certain. What certainly does not fit goes with the child before. A closing bracket at
 * the column of its entry belongs to the entry, as does a list at the column of its key.
 */
function borders(region: Region, column: number, of: 'map' | 'seq'): readonly Border[] | undefined {
  const { lines, from, to, dash } = region;
  const found: Border[] = [];
  for (let line = from; line < to; line++) {
    const indent = lines.indents[line] ?? 0;
    if (lines.isTrivia(line) || indent > column) continue;
    const last = found.at(-1);
    if (line === from && dash !== undefined) found.push({ from: line });
    else if (indent === column && begins(lines, line, of)) found.push({ from: line });
    else if (!last) return undefined;
    else if (indent < column ? region.isInner : isNoKey(lines, line)) last.misfit = true;
    else if (indent < column) return undefined;
    else if (!closes(lines, line) && !(of === 'map' && isDash(lines, line))) return undefined;
  }
  return found.length > 0 ? found : undefined;
}

const begins = (lines: YamlLines, line: number, of: 'map' | 'seq'): boolean =>
  of === 'seq' ? isDash(lines, line) : isKey(lines.text, (lines.starts[line] ?? 0) + (lines.indents[line] ?? 0));

const BLANK = 0x20;
/** A key that takes one line in the eyes of every reader; what looks otherwise may be a key too, but is not split. */
const key = /(?:[A-Za-z0-9_/$][\w./$@*+~=-]*|"[^"\\\n]*"|'[^'\n]*'):(?=[ \r\n]|$)/y;
const header = /([A-Za-z_][\w.-]*):(?: +#[^\n]*| *)(?=\r?\n|$)/y;

/** A lone word, or a quote that does not end on its line. */
const noKey = /(?:[A-Za-z_][\w.-]*[ \t]*\r?|"[^"\n]*|'[^'\n]*)(?=\n|$)/y;

function isNoKey({ text, starts, indents }: YamlLines, line: number): boolean {
  noKey.lastIndex = (starts[line] ?? 0) + (indents[line] ?? 0);
  return noKey.test(text);
}

function isKey(text: string, at: number): boolean {
  key.lastIndex = at;
  return key.test(text);
}

function isDash({ text, starts, indents }: YamlLines, line: number): boolean {
  const at = (starts[line] ?? 0) + (indents[line] ?? 0);
  return text[at] === '-' && /^[ \r\n]?$/.test(text[at + 1] ?? '');
}

function closes({ text, starts, indents }: YamlLines, line: number): boolean {
  const char = text[(starts[line] ?? 0) + (indents[line] ?? 0)];
  return char === ']' || char === '}';
}

/** The first line from `line` on that is no blank or comment. */
function content(lines: YamlLines, line: number, to: number): number {
  let at = line;
  while (at < to && lines.isTrivia(at)) at++;
  return at;
}

const lineAt = ({ text, starts }: YamlLines, line: number): string =>
  text.slice(starts[line] ?? 0, starts[line + 1] ?? 0).replace(/\n$/, '');

// Finds keys that lost their indentation, as half-written lines do: "cluster: a" at column 0 among the lines of a route. YAML makes
// all deeper lines after such a key part of it, which is always an error. They are better read as what they continue.
import type { YamlLines } from '../syntax/yaml-lines.ts';
import { isDash, isKey, keyEnd } from './line-shapes.ts';

/** The line where an entry or item of a collection begins. */
export interface Border {
  readonly from: number;
  misfit?: true;
  /** Spaces before the first line below it that is indented more. */
  below?: number;
  /** The columns of the blocks that are open before it in the entry above. */
  open?: readonly number[];
  /** The number of stray keys among its lines. */
  strays?: number;
}

/** More stray keys in one entry are read as they are. Each takes time for all lines of the entry. */
const MAX_STRAYS = 16;

/**
 * Gives a deeper line to the last entry, or to the one before if the key of the last is stray.
 * @param found the entries so far; those with stray keys are removed
 * @param line is indented more than the keys, or begins a list in their column
 * @param isPart whether other entries may precede the first one
 * @returns false if the entry before the first one is needed
 */
export function takesLine(
  { lines, isPart }: { readonly lines: YamlLines; readonly isPart: boolean },
  found: Border[],
  line: number,
): boolean {
  for (let last = found.at(-1); last && isBelowStray(lines, last, line); last = found.at(-1)) {
    const before = found.at(-2);
    if (!before) return !isPart;
    const strays = before.strays ?? 0;
    if (strays >= MAX_STRAYS || !continuesAbove(lines, before, last, line)) break;
    found.pop();
    before.misfit = true;
    before.strays = strays + 1;
  }
  const last = found.at(-1);
  if (last) last.below ??= lines.indents[line] ?? 0;
  return true;
}

/**
 * Whether a line below a key cannot belong to it: the value is on the line of the key, or the lines before are indented more.
 * Other lines may continue a text or brackets.
 */
function isBelowStray(lines: YamlLines, { from, below }: Border, line: number): boolean {
  if (below !== undefined && (lines.indents[line] ?? 0) >= below) return false;
  if (!beginsBlock(lines, line)) return false;
  return followsKey(value, lines, from) || (below !== undefined && followsKey(noValue, lines, from));
}

/** Whether a line below a stray key continues the entry before, in a block that is open there. */
function continuesAbove(lines: YamlLines, before: Border, key: Border, line: number): boolean {
  key.open ??= openColumns(lines, before.from, key.from);
  const { open, below } = key;
  const indent = lines.indents[line] ?? 0;
  // In the column of the entry's own children, the key is as likely to be a sibling with children of its own.
  if (below === undefined) return open.includes(indent) && (indent !== open.at(-1) || isDash(lines, line));
  return open.includes(indent) && (open.includes(below) || below > (open[0] ?? below));
}

/** The columns of the blocks that are open at the end of an entry, innermost first, without that of its key. */
function openColumns(lines: YamlLines, from: number, to: number): readonly number[] {
  const column = lines.indents[from] ?? 0;
  const columns: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let line = to - 1; line > from; line--) {
    const indent = lines.indents[line] ?? 0;
    if (lines.isTrivia(line) || indent >= least) continue;
    const inItem = isDash(lines, line) ? contentColumn(lines, line) : indent;
    if (inItem <= column) continue;
    if (inItem > indent && inItem < least) columns.push(inItem);
    columns.push(indent);
    least = indent;
  }
  return columns;
}

function beginsBlock(lines: YamlLines, line: number): boolean {
  const start = lines.starts[line] ?? 0;
  return isKey(lines.text, start + (isDash(lines, line) ? contentColumn(lines, line) : (lines.indents[line] ?? 0)));
}

/** Spaces and the dash before what an item begins with. */
function contentColumn({ text, starts, indents }: YamlLines, line: number): number {
  let column = (indents[line] ?? 0) + 1;
  while (text[(starts[line] ?? 0) + column] === ' ') column++;
  return column;
}

/** A value that ends on its line if a key follows: plain, or empty brackets, or in quotes. */
const value = / +(?:[\w./$-]|(?:\{\}|\[\]|"[^"\\\n]*"|'[^'\n]*') *(?: #|\r?\n|$))/y;
const noValue = / *(?: #|\r?\n|$)/y;

/** Whether a line has a key with this after it. */
function followsKey(pattern: RegExp, { text, starts, indents }: YamlLines, line: number): boolean {
  const end = keyEnd(text, (starts[line] ?? 0) + (indents[line] ?? 0));
  if (end === undefined) return false;
  pattern.lastIndex = end;
  return pattern.test(text);
}

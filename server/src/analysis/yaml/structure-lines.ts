import type { TextRange } from '../text/text-range.ts';

/** A line of a text; offsets in UTF-16 units, `end` without the line break. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The lines of a text, of broken YAML too, without blank ones, comments, and those that are the content of `|` and `>` scalars.
 * @param within whole lines of the text, where not all of it is meant: a config that is such a content itself
 */
export function structureLines(text: string, within?: TextRange): readonly Line[] {
  const lines: Line[] = [];
  let contentDeeperThan: number | undefined;
  for (const line of linesOf(text, within)) {
    const blank = line.text.trim() === '';
    const indent = line.text.search(/[^ ]/);
    if (contentDeeperThan !== undefined && (blank || indent > contentDeeperThan)) continue;
    contentDeeperThan = blockHeader.test(line.text) ? indent : undefined;
    if (!blank && !/^\s*#/.test(line.text)) lines.push(line);
  }
  return lines;
}

/** A line that ends with `|` or `>`, with or without a chomping and an indentation indicator. */
const blockHeader = /(?:^|[\s:-])[|>][-+\d]{0,2}[ \t]*(?:#.*)?$/;

function linesOf(text: string, { start, end }: TextRange = { start: 0, end: text.length }): Line[] {
  const lines: Line[] = [];
  for (let at = start; at < end; ) {
    const found = text.indexOf('\n', at);
    const next = found < 0 ? text.length : found + 1;
    const line = text.slice(at, next).replace(/\r?\n$/, '');
    lines.push({ start: at, end: at + line.length, text: line });
    at = next;
  }
  return lines;
}

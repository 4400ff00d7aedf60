import type { TextRange } from '../../text/text-range.ts';

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
    const indent = blanksBefore(line.text);
    const first = line.text.slice(indent).trimStart()[0];
    if (contentDeeperThan !== undefined && (first === undefined || indent > contentDeeperThan)) continue;
    contentDeeperThan = opensBlock(line.text) ? indent : undefined;
    if (first !== undefined && first !== '#') lines.push(line);
  }
  return lines;
}

function blanksBefore(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 0x20) at++;
  return at;
}

/** Few lines have one of the marks at all. */
const opensBlock = (line: string): boolean => (line.includes('|') || line.includes('>')) && blockHeader.test(line);

/** A line that ends with `|` or `>`, with or without a chomping and an indentation indicator. */
const blockHeader = /(?:^|[\s:-])[|>][-+\d]{0,2}[ \t]*(?:#.*)?$/;

function linesOf(text: string, { start, end }: TextRange = { start: 0, end: text.length }): Line[] {
  const lines: Line[] = [];
  for (let at = start; at < end; ) {
    const found = text.indexOf('\n', at);
    const lineBreak = found < 0 ? text.length : found;
    const lineEnd = lineBreak > at && text[lineBreak - 1] === '\r' && found >= 0 ? lineBreak - 1 : lineBreak;
    lines.push({ start: at, end: lineEnd, text: text.slice(at, lineEnd) });
    at = lineBreak + 1;
  }
  return lines;
}

import { lineAfter } from '../../text/line-places.ts';
import type { TextRange } from '../../text/text-range.ts';

/** The lines of a text, or of a part of it that begins with a line, with their indentation. */
export interface YamlLines {
  readonly text: string;
  readonly count: number;
  /** Offset of each line, and of the end. */
  readonly starts: readonly number[];
  /** Blanks at the beginning of each line. */
  readonly indents: readonly number[];
  /** True for lines that are empty or contain only a comment. They do not end a block. */
  isTrivia(line: number): boolean;
}

const TAB = 0x09;
const BREAK = 0x0a;
const RETURN = 0x0d;
const BLANK = 0x20;
const HASH = 0x23;
const BYTE_ORDER_MARK = 0xfeff;

/** Whether a line holds nothing or a comment. @param at where its content begins, or would */
export function isTriviaAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at >= text.length || code === BREAK || code === RETURN || code === HASH;
}

/** Undefined for texts whose lines YAML sees in a way of its own: with a byte order mark, tabs on empty lines. */
export function scanLines(text: string, part: TextRange = { start: 0, end: text.length }): YamlLines | undefined {
  if (text.charCodeAt(0) === BYTE_ORDER_MARK) return undefined;
  const starts: number[] = [];
  const indents: number[] = [];
  const trivia: boolean[] = [];
  for (let start = part.start; start < part.end; ) {
    let at = start;
    while (text.charCodeAt(at) === BLANK) at++;
    const code = text.charCodeAt(at);
    if (code === TAB && /^[ \t]*(?:\r?\n|$)/.test(text.slice(at, lineAfter(text, at)))) return undefined;
    starts.push(start);
    indents.push(at - start);
    trivia.push(isTriviaAt(text, at));
    start = lineAfter(text, at);
  }
  starts.push(part.end);
  return {
    text,
    count: indents.length,
    starts,
    indents,
    isTrivia: (line) => trivia[line] === true,
  };
}

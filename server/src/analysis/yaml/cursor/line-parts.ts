import { lineAfter } from '../../text/line-places.ts';

const BLANK = 0x20;
const TAB = 0x09;

/** Behind blanks and tabs. */
export function skipBlanks(text: string, at: number): number {
  let next = at;
  for (let code = text.charCodeAt(next); code === BLANK || code === TAB; code = text.charCodeAt(next)) next++;
  return next;
}

/** A dash that begins an item. */
export const isDash = (text: string, at: number): boolean => text[at] === '-' && /\s/.test(text[at + 1] ?? ' ');

interface Written {
  readonly text: string;
  readonly end: number;
  readonly cursor: number;
}

/**
 * The first line behind a place that is not indented deeper than a column, the part of an item or key; of a key also a list
 * in its column belongs to it. In a part with the cursor, the first line behind the cursor: the rest is not looked through.
 * @param from the line behind the one with the item or key
 */
export function partEnd({ text, end, cursor }: Written, from: number, column: number, isKey: boolean): number {
  const isBeforeCursor = from <= cursor;
  let line = from;
  for (; line < end && !(isBeforeCursor && line > cursor); line = lineAfter(text, line)) {
    const content = skipBlanks(text, line);
    const isBlank = content >= end || text[content] === '\n' || text[content] === '\r' || text[content] === '#';
    const deeper = content - line > column || (isKey && content - line === column && isDash(text, content));
    if (!isBlank && !deeper) break;
  }
  return line;
}

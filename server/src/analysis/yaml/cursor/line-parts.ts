import { lineAfter } from '../../text/line-places.ts';
/** Behind blanks and tabs. */
export function skipBlanks(text: string, at: number): number {
  let next = at;
  while (text[next] === ' ' || text[next] === '\t') next++;
  return next;
}

/** A dash that begins an item. */
export const isDash = (text: string, at: number): boolean => text[at] === '-' && /\s/.test(text[at + 1] ?? ' ');

/**
 * The first line behind a place that is not indented deeper than a column, the part of an item or key; of a key also a list
 * in its column belongs to it.
 */
export function partEnd(
  { text, end }: { readonly text: string; readonly end: number },
  from: number,
  column: number,
  isKey: boolean,
): number {
  let line = from;
  for (; line < end; line = lineAfter(text, line)) {
    const content = skipBlanks(text, line);
    const isBlank = content >= end || text[content] === '\n' || text[content] === '\r' || text[content] === '#';
    const deeper = content - line > column || (isKey && content - line === column && isDash(text, content));
    if (!isBlank && !deeper) break;
  }
  return line;
}

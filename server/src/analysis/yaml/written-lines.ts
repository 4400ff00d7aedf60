/** Offset of the line's end, before its break. */
export function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const stop = end < 0 ? text.length : end;
  return stop > at && text[stop - 1] === '\r' ? stop - 1 : stop;
}

/** Offset of the next line; the text's end behind the last one. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

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
  for (; line < end; line = nextLine(text, line)) {
    const content = skipBlanks(text, line);
    const isBlank = content >= end || text[content] === '\n' || text[content] === '\r' || text[content] === '#';
    const deeper = content - line > column || (isKey && content - line === column && isDash(text, content));
    if (!isBlank && !deeper) break;
  }
  return line;
}

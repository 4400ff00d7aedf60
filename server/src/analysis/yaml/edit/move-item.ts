import { lineEnd, lineStart } from '../../text/line-places.ts';
import type { TextEdit } from '../../text/text-range.ts';
import type { YamlNode, YamlSeq } from '../syntax/yaml-node.ts';
import { placeOf } from '../syntax/yaml-path.ts';

/**
 * Moves an item to the end of its sequence, with the comments directly above it. Undefined if it shares its lines with others
 * (`- - a`), or is already the last.
 */
export function moveItemToEnd(text: string, seq: YamlSeq, item: YamlNode): readonly TextEdit[] | undefined {
  const index = seq.items.indexOf(item);
  const next = seq.items[index + 1];
  const last = seq.items.at(-1);
  if (index < 0 || !next || !last) return undefined;
  if (seq.flow) return moveInFlow(text, placeOf(item), placeOf(next).start, placeOf(last).end);
  const start = lineStart(text, placeOf(item).start);
  const end = lineEnd(text, placeOf(item).end);
  // Whole lines can be moved if each item begins on a separate line.
  if (!beginsLine(text, placeOf(item).start) || !beginsLine(text, placeOf(next).start)) return undefined;
  const from = commentsAbove(text, start);
  const lines = text.slice(from, end);
  const to = lineEnd(text, placeOf(last).end);
  const newline = text.startsWith('\r\n', end) ? '\r\n' : '\n';
  return [
    { range: { start: from, end: end + newline.length }, newText: '' },
    { range: { start: to, end: to }, newText: newline + lines },
  ];
}

function moveInFlow(text: string, item: { start: number; end: number }, next: number, end: number): TextEdit[] {
  return [
    { range: { start: item.start, end: next }, newText: '' },
    { range: { start: end, end }, newText: `, ${text.slice(item.start, item.end)}` },
  ];
}

/** True if only spaces and one dash are before the item on its line. */
const beginsLine = (text: string, offset: number): boolean =>
  /^[ \t]*-[ \t]+$/.test(text.slice(lineStart(text, offset), offset));

/** Start of the comment lines directly above a line. */
function commentsAbove(text: string, start: number): number {
  let from = start;
  while (from > 0) {
    const above = lineStart(text, from - 1);
    if (!/^[ \t]*#/.test(text.slice(above, from))) break;
    from = above;
  }
  return from;
}

import { lineEnd, lineStart } from '../../text/line-places.ts';
import type { TextEdit, TextRange } from '../../text/text-range.ts';
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
  const range = itemLines(text, seq, item);
  if (!range || !beginsLine(text, placeOf(next).start)) return undefined;
  const lines = text.slice(range.start, range.end);
  const to = lineEnd(text, placeOf(last).end);
  const newline = text.startsWith('\r\n', range.end) ? '\r\n' : '\n';
  return [
    { range: { start: range.start, end: range.end + newline.length }, newText: '' },
    { range: { start: to, end: to }, newText: newline + lines },
  ];
}

/** The whole lines of an item, with the comments directly above it. Undefined if it shares them with others. */
export function itemLines(text: string, seq: YamlSeq, item: YamlNode): TextRange | undefined {
  const { start, end } = placeOf(item);
  if (seq.flow || !beginsLine(text, start)) return undefined;
  return { start: commentsAbove(text, lineStart(text, start)), end: lineEnd(text, end) };
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

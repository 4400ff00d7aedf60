import type { TextRange } from '../../server/src/analysis/index.ts';

/** Private characters around a marked text: they survive embedding in YAML, JSON and shell scripts. */
const [open, between, close] = ['\uE000', '\uE001', '\uE002'];

/** A value whose place in the written files is asked for. */
export interface Marked {
  readonly mark: string;
  readonly value: string | number;
}

/** A text with a mark, for keys and for parts of longer texts. */
export const markText = (mark: string, text: string): string => `${open}${mark}${between}${text}${close}`;

/** The text without its marks. */
export const unmarked = (text: string): string => text.replace(/\uE000[^\uE001]*\uE001|\uE002/g, '');

/** The names of the marks in a text. */
export const marksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\uE000([^\uE001]*)\uE001/g)].map(([, mark = '']) => mark);

/** The text and the mark that is around all of it. */
export function splitMark(text: string): { readonly mark?: string; readonly text: string } {
  const found = /^\uE000([^\uE001]*)\uE001([^\uE000-\uE002]*)\uE002$/.exec(text);
  return found?.[1] === undefined ? { text } : { mark: found[1], text: found[2] ?? '' };
}

/** The ranges of the marks in a text that is complete, and the text without them. */
export function takeMarks(text: string): { text: string; ranges: ReadonlyMap<string, readonly TextRange[]> } {
  const ranges = new Map<string, TextRange[]>();
  const opened: { mark: string; start: number }[] = [];
  let plain = '';
  for (const [, mark, end, other] of text.matchAll(/\uE000([^\uE001]*)\uE001|(\uE002)|([^\uE000\uE002]+)/g)) {
    if (other !== undefined) plain += other;
    if (mark !== undefined) opened.push({ mark, start: plain.length });
    const ended = end === undefined ? undefined : opened.pop();
    if (ended) {
      const range = { start: ended.start, end: plain.length };
      ranges.set(ended.mark, [...(ranges.get(ended.mark) ?? []), range]);
    }
  }
  return { text: plain, ranges };
}

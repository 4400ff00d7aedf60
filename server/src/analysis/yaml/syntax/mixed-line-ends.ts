/**
 * The line ends at which yaml-cpp, which reads Envoy's files, does not count columns from 0 again, although it reads them as line
 * breaks. Test: test/rules/yaml/mixed-line-ends.test.ts.
 * @param first Whether the first line end decides, as since Envoy 1.38: after LF or CRLF, a single CR does not count; after a single
 *   CR, LF and CRLF do not. Before, a single CR never counts.
 * @returns offsets of CR or LF, in the order of the text
 */
export function uncountedLineEnds(text: string, first: boolean): readonly number[] {
  if (!text.includes('\r')) return [];
  const isCounted = first && /\r\n|\r|\n/.exec(text)?.[0] === '\r';
  return [...text.matchAll(isCounted ? /\n/g : /\r(?!\n)/g)].map(({ index }) => index);
}

/** How long a text may become. */
const MAX_LENGTH = 4_000_000;

/** A text with the same columns for every parser. */
export interface CountedText {
  readonly text: string;
  /** For an offset of the text, how many of the uncounted line ends come before it. */
  uncountedBefore(offset: number): number;
}

/**
 * The text with as many spaces behind each uncounted line end as yaml-cpp counts columns before it.
 * @param ends from `uncountedLineEnds`
 * @returns undefined if the text would be too long
 */
export function withCountedColumns(text: string, ends: readonly number[]): CountedText | undefined {
  const parts: string[] = [];
  const placedEnds: number[] = [];
  let [from, length, column] = [0, 0, 0];
  for (const end of ends) {
    const line = text.slice(from, end);
    column = columnsAfter(line, column) + 1;
    const part = `${line}\n${' '.repeat(column)}`;
    length += part.length;
    if (length > MAX_LENGTH) return undefined;
    parts.push(part);
    placedEnds.push(length);
    from = end + 1;
  }
  return {
    text: `${parts.join('')}${text.slice(from)}`.replaceAll('\r', '\n'),
    uncountedBefore: (offset) => placedEnds.findLastIndex((end) => end <= offset) + 1,
  };
}

/** The column behind a part of a text. */
function columnsAfter(part: string, before: number): number {
  const lineStart = Math.max(part.lastIndexOf('\n'), part.lastIndexOf('\r')) + 1;
  return part.length - lineStart + (lineStart === 0 ? before : 0);
}

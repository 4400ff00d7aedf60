import { lineAfter, lineEnd } from '../../text/line-places.ts';
import type { TextRange } from '../../text/text-range.ts';

/** The lines of the YAML document at an offset, without the markers above and below if they are alone on their lines. */
export function documentRange(text: string, offset: number): TextRange {
  let start = 0;
  for (const { 0: found, index } of text.matchAll(/(?:^|\n)---(?!\S)/g)) {
    const marker = index + found.length - 3;
    if (marker > offset) return { start, end: marker - 1 };
    const end = lineEnd(text, marker);
    const isAlone = offset > end && !/^---[ \t]+[^#\s]/.test(text.slice(marker, end));
    start = isAlone ? lineAfter(text, marker) : marker;
  }
  return { start, end: text.length };
}

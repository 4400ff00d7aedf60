import type { TextEdit } from './text-range.ts';

/** What differs between two texts: `[start, end)` of the first was replaced by `[start, newEnd)` of the second. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newEnd: number;
}

/** The shortest single replacement that makes one text of another. */
export function changeBetween(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  const start = commonLength(most, (from, to) => before.slice(from, to) === after.slice(from, to));
  const [end, newEnd] = [before.length, after.length];
  const same = commonLength(
    most - start,
    (from, to) => before.slice(end - to, end - from) === after.slice(newEnd - to, newEnd - from),
  );
  return { start, end: end - same, newEnd: newEnd - same };
}

/** The same as an edit of the first text. */
export function editBetween(before: string, after: string): TextEdit {
  const { start, end, newEnd } = changeBetween(before, after);
  return { range: { start, end }, newText: after.slice(start, newEnd) };
}

/** How far two texts are the same. Slices are compared, since the engine does that much faster than any loop. */
function commonLength(most: number, isSame: (from: number, to: number) => boolean): number {
  let length = 0;
  for (let step = 1 << 16; step > 0; step >>= 1)
    while (length + step <= most && isSame(length, length + step)) length += step;
  return length;
}

/** A stretch of text: offsets in UTF-16 units, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** One replacement in a text. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** A range in a file. */
export interface FileRange {
  readonly uri: string;
  readonly range: TextRange;
}

/** True if the offset is in the range or at its end. */
export const touches = (range: TextRange, offset: number): boolean => range.start <= offset && offset <= range.end;

/** True when the two ranges share an offset or touch. */
export const overlaps = (a: TextRange, b: TextRange): boolean => a.start <= b.end && b.start <= a.end;

/** True if a range contains the other one, which may be the same. */
export const covers = (outer: TextRange, inner: TextRange): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Applies edits that do not overlap, in any order. Edits at the same offset keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)) {
    if (edit.range.start < at) throw new RangeError('edits overlap');
    result += text.slice(at, edit.range.start) + edit.newText;
    at = edit.range.end;
  }
  return result + text.slice(at);
}

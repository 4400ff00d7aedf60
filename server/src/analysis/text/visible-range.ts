import type { TextRange } from './text-range.ts';

/** A range that editors can underline: for an empty one the character behind it, or the nearest one that is not blank. */
export function visibleRange(text: string, range: TextRange): TextRange {
  const { start, end } = range;
  if (end > start || text.trim() === '') return range;
  if (isWritten(text[start])) return characterAt(text, start);
  const before = text.slice(0, start).trimEnd().length;
  return before > 0 ? characterAt(text, before - 1) : characterAt(text, text.search(/\S/));
}

const isWritten = (char: string | undefined): boolean => char !== undefined && /\S/.test(char);

/** The whole character, of which an offset may be the second half. */
function characterAt(text: string, offset: number): TextRange {
  const start = isLowSurrogate(text, offset) ? offset - 1 : offset;
  return { start, end: start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1) };
}

const isLowSurrogate = (text: string, offset: number): boolean =>
  offset > 0 && /[\uDC00-\uDFFF]/.test(text[offset] ?? '') && /[\uD800-\uDBFF]/.test(text[offset - 1] ?? '');

/** Zero-based line and UTF-16 character of an offset. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Offsets of the line starts of a text; made once per text. */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly length: number;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1) starts.push(at);
    return { starts, length: text.length };
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return { starts, length: text.length };
}

/** @param offset is clamped to the text */
export function positionAt(index: LineIndex, offset: number): LinePosition {
  const at = Math.max(0, Math.min(offset, index.length));
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: at - (index.starts[low] ?? 0) };
}

/** The offset of a position; lines and characters beyond the end are clamped. */
export function offsetAt(index: LineIndex, position: LinePosition): number {
  const start = index.starts[position.line];
  if (start === undefined) return index.length;
  const end = index.starts[position.line + 1] ?? index.length + 1;
  return Math.min(start + position.character, end - 1);
}

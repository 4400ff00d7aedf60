import { lineAfter, lineEnd } from '../../text/line-places.ts';
import type { ToFileOffset } from './parse-yaml.ts';
import type { YamlScalar } from './yaml-node.ts';

/** A text that is the value of a scalar, such as a bootstrap in a ConfigMap, with the way back to the file. */
export interface NestedText {
  readonly text: string;
  /** Offset in `text` → offset in the file. */
  readonly place: ToFileOffset;
  /** True when lines may be inserted: a literal block scalar keeps them as they are. */
  readonly editable: boolean;
}

/** @param fileText the text of the file that the scalar's range refers to */
export function nestedText(scalar: YamlScalar, fileText: string): NestedText {
  return { text: scalar.text, place: placeOfText(scalar, fileText), editable: scalar.style === 'literal' };
}

function placeOfText(scalar: YamlScalar, fileText: string): ToFileOffset {
  if (scalar.style === 'literal') return placeByLine(scalar.text, literalLines(scalar, fileText));
  return scalar.style === 'folded' ? placeByFolding(scalar, fileText) : placeByAlignment(scalar, fileText);
}

/** File offset of each line of a literal block scalar: its indentation is the same on every line. */
function literalLines(scalar: YamlScalar, fileText: string): { at: number; end: number }[] {
  const lines: { at: number; end: number }[] = [];
  const indent = indentOf(scalar, fileText);
  let at = lineAfter(fileText, scalar.range.start);
  for (let i = scalar.text.split('\n').length; i > 0; i--) {
    const end = lineEnd(fileText, at);
    lines.push({ at: Math.min(at + indent, end), end });
    at = lineAfter(fileText, at);
  }
  return lines;
}

/** The indentation of a block scalar: that of the first line with content, less the spaces that belong to the content. */
function indentOf({ range, text }: YamlScalar, fileText: string): number {
  const content = text.split('\n').find((line) => line.trim() !== '') ?? '';
  let at = lineAfter(fileText, range.start);
  while (at < range.end && fileText.slice(at, lineEnd(fileText, at)).trim() === '') at = lineAfter(fileText, at);
  const line = fileText.slice(at, lineEnd(fileText, at));
  return blanksBefore(line) - blanksBefore(content);
}

const blanksBefore = (line: string): number => line.length - line.trimStart().length;

function placeByLine(text: string, lines: readonly { at: number; end: number }[]): ToFileOffset {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const line = lines[low];
    return line ? Math.min(line.at + offset - (starts[low] ?? 0), line.end) : 0;
  };
}

/**
 * For folded block scalars: their lines without the indentation, where a break between two lines has become a space, and one of
 * several breaks is dropped.
 */
function placeByFolding(scalar: YamlScalar, fileText: string): ToFileOffset {
  const written = contentOffsets(scalar, fileText);
  const offsets = new Uint32Array(scalar.text.length + 1).fill(scalar.range.end);
  for (let i = 0, at = 0; i < scalar.text.length && at < written.length; i++, at++) {
    while (isDroppedBreak(scalar.text[i], fileText[written[at] ?? -1])) at++;
    offsets[i] = written[at] ?? scalar.range.end;
  }
  return (offset) => offsets[Math.min(offset, scalar.text.length)] ?? scalar.range.end;
}

const isDroppedBreak = (wanted: string | undefined, char: string | undefined): boolean =>
  char === '\n' && wanted !== '\n' && wanted !== ' ';

/** The offsets of the characters of a block scalar's lines, without the indentation. */
function contentOffsets(scalar: YamlScalar, fileText: string): number[] {
  const offsets: number[] = [];
  const indent = indentOf(scalar, fileText);
  for (let at = lineAfter(fileText, scalar.range.start); at < scalar.range.end; at = lineAfter(fileText, at)) {
    const end = lineEnd(fileText, at);
    for (let i = at + indent; i < end; i++) offsets.push(i);
    offsets.push(fileText.indexOf('\n', end) < 0 ? end : fileText.indexOf('\n', end));
  }
  return offsets;
}

/** For quoted and plain scalars: walks value and source side by side. Escapes and folded breaks take more source than value. */
function placeByAlignment(scalar: YamlScalar, fileText: string): ToFileOffset {
  const offsets = new Uint32Array(scalar.text.length + 1);
  let at = scalar.range.start + (scalar.style === 'plain' ? 0 : 1);
  for (let i = 0; i < scalar.text.length; i++) {
    if (at < scalar.range.end && fileText[at] !== scalar.text[i])
      at = skipFold(scalar, fileText, at, scalar.text[i] ?? '');
    offsets[i] = Math.min(at, scalar.range.end);
    at += sourceLength(scalar, fileText, at);
  }
  offsets[scalar.text.length] = Math.min(at, scalar.range.end);
  return (offset) => offsets[Math.min(offset, scalar.text.length)] ?? scalar.range.end;
}

/** A line break with its indentation stands for a space or for breaks; the blank itself is found at the break. */
function skipFold(scalar: YamlScalar, fileText: string, at: number, wanted: string): number {
  if (wanted === ' ' || wanted === '\n') return at;
  let next = at;
  while (next < scalar.range.end && /\s/.test(fileText[next] ?? '') && fileText[next] !== wanted) next++;
  return next;
}

const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

function sourceLength(scalar: YamlScalar, fileText: string, at: number): number {
  const char = fileText[at];
  if (scalar.style === 'double' && char === '\\') return escapeLengths[fileText[at + 1] ?? ''] ?? 2;
  if (scalar.style === 'single' && char === "'") return 2;
  if (char === '\n' || char === '\r') {
    let next = at + 1;
    while (next < scalar.range.end && /[ \t]/.test(fileText[next] ?? '')) next++;
    return next - at;
  }
  return 1;
}

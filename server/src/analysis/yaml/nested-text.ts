import type { Place } from './parse-yaml.ts';
import type { YamlScalar } from './yaml-node.ts';

/** A text that is the value of a scalar, such as a bootstrap in a ConfigMap, with the way back to the file. */
export interface NestedText {
  readonly text: string;
  /** Offset in `text` → offset in the file. */
  readonly place: Place;
  /** True when lines may be inserted: a literal block scalar keeps them as they are. */
  readonly editable: boolean;
}

/** @param fileText the text of the file that the scalar's range refers to */
export function nestedText(scalar: YamlScalar, fileText: string): NestedText {
  const starts = scalar.style === 'literal' ? literalLines(scalar, fileText) : undefined;
  const place = starts ? placeByLine(scalar.text, starts) : placeByAlignment(scalar, fileText);
  return { text: scalar.text, place, editable: scalar.style === 'literal' };
}

/** File offset of each line of a literal block scalar: its indentation is the same on every line. */
function literalLines(scalar: YamlScalar, fileText: string): { at: number; end: number }[] {
  const lines: { at: number; end: number }[] = [];
  let at = lineAfter(fileText, scalar.range.start);
  const written = scalar.text.split('\n');
  // The indentation is that of the first line with content, less the spaces that belong to the content.
  let indent: number | undefined;
  for (let probe = at, i = 0; indent === undefined && i < written.length; i++, probe = lineAfter(fileText, probe)) {
    const content = written[i] ?? '';
    if (content.trim() === '') continue;
    const line = fileText.slice(probe, lineEnd(fileText, probe));
    indent = line.length - line.trimStart().length - (content.length - content.trimStart().length);
  }
  for (let i = 0; i < written.length; i++) {
    const end = lineEnd(fileText, at);
    lines.push({ at: Math.min(at + (indent ?? 0), end), end });
    at = lineAfter(fileText, at);
  }
  return lines;
}

function placeByLine(text: string, lines: readonly { at: number; end: number }[]): Place {
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

/** For quoted, plain and folded scalars: walks value and source side by side. Escapes and folded breaks take more source than value. */
function placeByAlignment(scalar: YamlScalar, fileText: string): Place {
  const offsets = new Uint32Array(scalar.text.length + 1);
  let at =
    scalar.style === 'folded'
      ? contentStart(fileText, scalar.range.start)
      : scalar.range.start + (scalar.style === 'plain' ? 0 : 1);
  for (let i = 0; i < scalar.text.length; i++) {
    if (at < scalar.range.end && fileText[at] !== scalar.text[i])
      at = skipFold(scalar, fileText, at, scalar.text[i] ?? '');
    offsets[i] = Math.min(at, scalar.range.end);
    at += sourceLength(scalar, fileText, at);
  }
  offsets[scalar.text.length] = Math.min(at, scalar.range.end);
  return (offset) => offsets[Math.min(offset, scalar.text.length)] ?? scalar.range.end;
}

const contentStart = (fileText: string, start: number): number => {
  let at = lineAfter(fileText, start);
  while (fileText[at] === ' ' || fileText[at] === '\n' || fileText[at] === '\r') at++;
  return at;
};

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

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  const stop = end < 0 ? text.length : end;
  return text[stop - 1] === '\r' && stop > at ? stop - 1 : stop;
};

const lineAfter = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
};

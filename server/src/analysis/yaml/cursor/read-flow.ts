import { columnOf, lineEnd } from '../../text/line-places.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlScalar } from '../syntax/yaml-node.ts';
import { addEntry, addItem, partialMap, partialSeq, scalar, type Spot, type TextAtCursor } from './partial-tree.ts';
import { isClosed, quotedScalar, skipProperties } from './read-scalar.ts';

/**
 * Reads a text in brackets and records the cursor if it is in it. Brackets that are not closed end before a line that
 * is not indented deeper than their holder.
 * @param limit the column of the holder, -1 for a text that is entirely in brackets
 * @returns the offset after the text
 */
export function readFlow(written: TextAtCursor, spot: Spot, start: number, limit: number): number {
  const flow: Flow = { written, limit, depth: 0, cutOff: false };
  return readNode(flow, spot, start);
}

interface Flow {
  readonly written: TextAtCursor;
  readonly limit: number;
  depth: number;
  /** A bracket that is not closed has come to its end. */
  cutOff: boolean;
}

/** The maximum depth of the parser. */
const MAX_DEPTH = 250;

function readNode(flow: Flow, spot: Spot, start: number): number {
  const { text } = flow.written;
  const at = skipProperties(text, start);
  if (text[at] === '{' || text[at] === '[') {
    if (flow.depth >= MAX_DEPTH) {
      flow.cutOff = true;
      return flow.written.end;
    }
    flow.depth++;
    const after = text[at] === '{' ? readMap(flow, spot, at) : readSeq(flow, spot, at);
    flow.depth--;
    return after;
  }
  const value = flowScalar(flow, at, true);
  spot.put(value);
  noteToken(flow, value, (range, quote) => flow.written.note({ kind: 'value', spot, range, quote, flow: true }));
  return Math.max(value.range.end, at);
}

function readMap(flow: Flow, spot: Spot, start: number): number {
  const { text } = flow.written;
  const map = partialMap(start, true);
  spot.put(map);
  const noteGap = (range: TextRange, ready: boolean, column: { column?: number }) =>
    ready && flow.written.note({ kind: 'key', spot, map, range, quote: '', flow: true, ...column });
  let ready = true;
  for (let at = start + 1; ; ) {
    at = skipGap(flow, at, (cursor, column) => noteGap(cursor, ready, column));
    map.range.end = at;
    if (flow.cutOff || text[at] === ']') return at;
    if (text[at] === '}') {
      map.range.end = at + 1;
      return at + 1;
    }
    if (text[at] === ',') {
      ready = true;
      at++;
      continue;
    }
    ready = false;
    at = readPair(flow, map, spot, at);
  }
}

function readPair(flow: Flow, map: ReturnType<typeof partialMap>, spot: Spot, start: number): number {
  const { text } = flow.written;
  const key = flowScalar(flow, skipProperties(text, start), false);
  const value = addEntry(map, spot, key);
  const entry = map.entries.at(-1);
  noteToken(flow, key, (range, quote) =>
    flow.written.note({ kind: 'key', spot, map, range, quote, flow: true, ...(entry && { entry }) }),
  );
  const colon = skipGap(flow, Math.max(key.range.end, start + 1), () => false);
  if (flow.cutOff || text[colon] !== ':') return colon;
  const at = skipGap(flow, colon + 1, (range, column) =>
    flow.written.note({ kind: 'value', spot: value, range, quote: '', flow: true, ...column }),
  );
  if (flow.cutOff || /[,\]}]/.test(text[at] ?? '')) return at;
  return readNode(flow, value, at);
}

function readSeq(flow: Flow, spot: Spot, start: number): number {
  const { text } = flow.written;
  const seq = partialSeq(start, true);
  spot.put(seq);
  let ready = true;
  for (let at = start + 1; ; ) {
    at = skipGap(flow, at, (range, column) => {
      const place = { kind: 'value', range, quote: '', flow: true, ...column } as const;
      if (ready) flow.written.note({ ...place, spot: addItem(seq, spot, range.start) });
    });
    seq.range.end = at;
    if (flow.cutOff || text[at] === '}') return at;
    if (text[at] === ']') {
      seq.range.end = at + 1;
      return at + 1;
    }
    if (text[at] === ',' || text[at] === ':') {
      ready = true;
      at++;
      continue;
    }
    ready = false;
    at = Math.max(at + 1, readNode(flow, addItem(seq, spot, at), at));
  }
}

/**
 * Behind blanks, breaks and comments. Tells a cursor that is in the gap, or at its end if nothing follows that it could
 * touch.
 */
function skipGap(flow: Flow, start: number, tell: (range: TextRange, column: { column?: number }) => unknown): number {
  const { text, cursor, end } = flow.written;
  let at = start;
  while (at < end) {
    const char = text[at];
    if (char === '\n' && endsBrackets(flow, at + 1)) {
      flow.cutOff = true;
      break;
    }
    if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const commentEnd = lineEnd(text, at);
      if (at < cursor && cursor <= commentEnd) flow.written.note(undefined);
      at = commentEnd;
    } else if (/\s/.test(char ?? '')) at++;
    else break;
  }
  if (at >= end) flow.cutOff = true;
  const touched = at < end && !flow.cutOff && !/[,\]}:]/.test(text[at] ?? '');
  if (start <= cursor && (touched ? cursor < at : cursor <= at)) tell({ start: cursor, end: cursor }, columnIn(flow));
  return at;
}

/** Where a text on a line of its own must begin: deeper than the holder of the brackets. */
function columnIn({ written: { text, cursor }, limit }: Flow): { column?: number } {
  const column = columnOf(text, cursor);
  return column <= limit && text.slice(cursor - column, cursor).trim() === '' ? { column: limit + 2 } : {};
}

/** A line that belongs to the block around the brackets. */
function endsBrackets({ written: { text, end }, limit }: Flow, line: number): boolean {
  let content = line;
  while (text[content] === ' ') content++;
  if (content >= end || content - line > limit) return false;
  return !/[\s\]},#]/.test(text[content] ?? '\n');
}

function flowScalar({ written, limit }: Flow, start: number, isValue: boolean): YamlScalar {
  const { text, end } = written;
  if (text[start] === '"' || text[start] === "'") return quotedScalar(text, start, limit, end);
  let at = start;
  for (; at < end; at++) {
    const char = text[at] ?? '';
    if (/[,[\]{}\n\r]/.test(char)) break;
    if (char === ':' && (!isValue || at > start) && /[\s,[\]{}]/.test(text[at + 1] ?? ' ')) break;
    if (char === '#' && /\s/.test(text[at - 1] ?? '')) break;
  }
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return scalar(text.slice(start, at), 'plain', { start, end: at });
}

function noteToken(
  { written: { text, cursor } }: Flow,
  token: YamlScalar,
  note: (range: { start: number; end: number }, quote: '' | '"' | "'") => void,
): void {
  if (cursor < token.range.start || cursor > token.range.end) return;
  const inside = insideQuotes(text, token);
  if (inside.start <= cursor && cursor <= inside.end) note(inside, quoteOf(token));
  else note(token.range, '');
}

export const quoteOf = ({ style }: YamlScalar): '' | '"' | "'" =>
  style === 'double' ? '"' : style === 'single' ? "'" : '';

/** What is between the quotes of a scalar, of which the closing one may not be written yet. */
export function insideQuotes(text: string, token: YamlScalar): { start: number; end: number } {
  if (token.style === 'plain') return token.range;
  return { start: token.range.start + 1, end: token.range.end - (isClosed(text, token) ? 1 : 0) };
}

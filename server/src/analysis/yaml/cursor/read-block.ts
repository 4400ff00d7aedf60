import { lineAfter, lineEnd } from '../../text/line-places.ts';
import {
  addEntry,
  addItem,
  partialMap,
  partialSeq,
  type Noted,
  scalar,
  type Spot,
  type TextAtCursor,
} from './partial-tree.ts';
import { type Frame, noteBlank } from './blank-line.ts';
import { insideQuotes, quoteOf, readFlow } from './read-flow.ts';
import { isDash, partEnd, skipBlanks } from './line-parts.ts';
import { blockKey, plainScalar, quotedScalar, skipProperties } from './read-scalar.ts';
import type { YamlNode, YamlScalar } from '../syntax/yaml-node.ts';

/** Reads a text in block style line by line into a tree, by the columns of its keys and dashes, and notes the cursor. */
export function readBlock(written: TextAtCursor, root: Spot): void {
  const block: Block = { written, root, frames: [], loose: new Set() };
  for (let line = written.start + (written.text.startsWith('\uFEFF', written.start) ? 1 : 0); ; ) {
    if (isDocumentEnd(block, line)) {
      written.note(undefined);
      return;
    }
    const next = readLine(block, line);
    // A break at the end begins an empty line.
    if (next > written.end || next === line || written.text[next - 1] !== '\n') return;
    line = next;
  }
}

interface Block {
  readonly written: TextAtCursor;
  readonly root: Spot;
  /** The maps and lists around the line, from the outermost. */
  readonly frames: Frame[];
  /** Scalars on their own, which are unfinished keys in most cases. */
  readonly loose: Set<YamlNode>;
}

/** Where on a line something begins. */
interface Line {
  readonly start: number;
  readonly end: number;
}

/** A mark at the line's start ends the document, or begins one. */
function isDocumentEnd({ written: { text, start }, root }: Block, line: number): boolean {
  const mark = text.slice(line, line + 3);
  if (line !== start && text[line - 1] !== '\n') return false;
  if ((mark !== '---' && mark !== '...') || !/\s/.test(text[line + 3] ?? ' ')) return false;
  return mark === '...' || root.node() !== undefined;
}

/** @returns where the next line to read begins */
function readLine(block: Block, start: number): number {
  const { text, cursor } = block.written;
  const line = { start, end: lineEnd(text, start) };
  const content = skipBlanks(text, start);
  const next = lineAfter(text, start);
  if (content >= line.end) {
    if (start <= cursor && cursor <= line.end) noteLine(block, cursor - start, { start: cursor, end: cursor });
    return next;
  }
  const isMark = text.startsWith('---', content) && content === start;
  if (text[content] === '#' || text[content] === '%' || isMark) {
    if (start <= cursor && cursor <= line.end) block.written.note(undefined);
    return next;
  }
  if (start <= cursor && cursor < content) block.written.note(undefined);
  return readElement(block, content, line);
}

/** Leaves the maps and lists that a line at a column does not belong to. */
function leave({ frames }: Block, column: number, dash: boolean): void {
  for (let top = frames.at(-1); top; top = frames.at(-1)) {
    const goesOn = top.column < column || (top.column === column && (dash || top.node.kind === 'map'));
    if (goesOn) return;
    frames.pop();
  }
}

/** What begins at an offset: an item, a key, brackets or a scalar. */
function readElement(block: Block, at: number, line: Line): number {
  const { written } = block;
  const { text } = written;
  const column = at - line.start;
  if (isDash(text, at)) {
    leave(block, column, true);
    return readItem(block, at, line);
  }
  const next = lineAfter(text, at);
  if (text[at] === '{' || text[at] === '[') {
    leave(block, column, false);
    const spot = openSpot(block, column, false);
    if (!spot) return next;
    return lineAfter(text, readFlow(written, spot, at, block.frames.at(-1)?.column ?? -1));
  }
  const found = blockKey(text, at, line.end);
  if (!found) return readLoose(block, at, line);
  leave(block, column, false);
  const frame = frameAt(block, column, 'map', at);
  if (frame?.node.kind !== 'map') return next;
  const { key, after } = found;
  frame.last = addEntry(frame.node, frame.spot, key);
  const inside = insideQuotes(text, key);
  const entry = frame.node.entries.at(-1);
  if (inside.start <= written.cursor && written.cursor <= inside.end && entry)
    written.note({
      ...{ kind: 'key', spot: frame.spot, map: frame.node, entry },
      ...{ range: inside, quote: quoteOf(key), flow: false },
    });
  return readValue(block, frame, after, line);
}

function readItem(block: Block, dash: number, line: Line): number {
  const { text, cursor, note } = block.written;
  const frame = frameAt(block, dash - line.start, 'seq', dash);
  if (frame?.node.kind !== 'seq') return lineAfter(text, dash);
  const item = addItem(frame.node, frame.spot, dash + 1);
  frame.last = item;
  const at = skipProperties(text, skipBlanks(text, dash + 1));
  const isEmpty = at >= line.end || text[at] === '#';
  const end = isEmpty ? Math.min(at, line.end) : at - 1;
  if (dash + 1 < cursor && cursor <= end && isEmpty)
    note({ kind: 'open', spot: item, range: { start: cursor, end: cursor }, quote: '', flow: false });
  else if (dash < cursor && (isEmpty ? cursor <= line.end : cursor < at)) note(undefined);
  const next = partEnd(block.written, lineAfter(text, dash), dash - line.start, false);
  if (!isEmpty && !holdsCursor(block, line.start, next)) {
    item.put(unread(dash));
    return next;
  }
  return isEmpty ? lineAfter(text, dash) : readElement(block, at, line);
}

/** What lies beside the cursor's way is of use in small parts only: an extension's type, a name. */
const holdsCursor = ({ written: { cursor } }: Block, start: number, end: number): boolean =>
  start <= cursor && cursor <= end;

const unread = (at: number): YamlScalar => scalar('', 'literal', { start: at, end: at + 1 });

/** The map or list that something at a column belongs to, begun where none is. */
function frameAt(block: Block, column: number, kind: 'map' | 'seq', at: number): Frame | undefined {
  const top = block.frames.at(-1);
  if (top?.column === column && top.node.kind === kind) return top;
  const spot = openSpot(block, column, kind === 'seq');
  if (!spot) return undefined;
  const node = kind === 'map' ? partialMap(at, false) : partialSeq(at, false);
  spot.put(node);
  const frame: Frame = { column, spot, node, last: spot };
  block.frames.push(frame);
  return frame;
}

/** The place without a value that something at a column may fill. A list may be in the column of its key. */
function openSpot(block: Block, column: number, dash: boolean): Spot | undefined {
  const top = block.frames.at(-1);
  if (!top) return isOpen(block, block.root) ? block.root : undefined;
  const below = column > top.column || (dash && top.node.kind === 'map' && column === top.column);
  return below && isOpen(block, top.last) ? top.last : undefined;
}

function isOpen({ loose }: Block, spot: Spot): boolean {
  const node = spot.node();
  return node === undefined || loose.has(node);
}

function readValue(block: Block, frame: Frame, after: number, line: Line): number {
  const { text, cursor, note, end } = block.written;
  const at = skipProperties(text, skipBlanks(text, after));
  const next = lineAfter(text, after);
  const spot = frame.last;
  if (at >= line.end || text[at] === '#') {
    const place = { kind: 'value', spot, range: { start: cursor, end: cursor }, quote: '', flow: false } as const;
    if (after <= cursor && cursor <= at) note({ ...place, ...(cursor === after && { needsBlank: true }) });
    else if (at < cursor && cursor <= line.end) note(undefined);
    const end = partEnd(block.written, next, frame.column, true);
    if (end - next < LONG_PART || holdsCursor(block, line.start, end)) return next;
    spot.put(unread(at));
    return end;
  }
  if (after <= cursor && cursor < at) note(undefined);
  const char = text[at] ?? '';
  if (char === '{' || char === '[') return lineAfter(text, readFlow(block.written, spot, at, frame.column));
  if (char === '|' || char === '>') return readBlockScalar(block, frame, at);
  const value =
    char === '"' || char === "'" ? quotedScalar(text, at, frame.column, end) : plainScalar(text, at, line.end);
  spot.put(value);
  noteScalar(block, value, { kind: 'value', spot });
  return lineAfter(text, value.range.end);
}

/** Characters that are quicker skipped than read. */
const LONG_PART = 10_000;

const LONGEST_TYPE = 300;

/** The lines of a block scalar are indented deeper than its key. */
function readBlockScalar(block: Block, frame: Frame, at: number): number {
  const { text, cursor, end } = block.written;
  frame.last.put(unread(at));
  let line = lineAfter(text, at);
  for (; line < end; line = lineAfter(text, line)) {
    const content = skipBlanks(text, line);
    const isBlank = content >= lineEnd(text, line);
    if (!isBlank && content - line <= frame.column) break;
    const isInText = cursor - line > frame.column;
    if (isBlank && !isInText && line <= cursor && cursor <= content)
      noteLine(block, cursor - line, { start: cursor, end: cursor });
  }
  // The types of extensions are long enough for a line of their own; of other texts nobody asks for the content.
  const content = text.slice(lineAfter(text, at), Math.min(line, lineAfter(text, at) + LONGEST_TYPE)).trim();
  frame.last.put(scalar(content, text[at] === '|' ? 'literal' : 'folded', { start: at, end: at + 1 }));
  return line;
}

/** A scalar on its own line or after a dash: an item, or a key that is being written. */
function readLoose(block: Block, at: number, line: Line): number {
  const { text, cursor, end } = block.written;
  const column = at - line.start;
  const quote = text[at] === '"' || text[at] === "'";
  const value = quote
    ? quotedScalar(text, at, block.frames.at(-1)?.column ?? -1, end)
    : plainScalar(text, at, line.end);
  const inside = insideQuotes(text, value);
  if (inside.start <= cursor && cursor <= inside.end) {
    if (!/\s/.test(value.text)) noteLine(block, column, inside, quoteOf(value));
    return lineAfter(text, value.range.end);
  }
  const spot = openSpot(block, column, false);
  if (spot) {
    spot.put(value);
    block.loose.add(value);
  }
  return lineAfter(text, value.range.end);
}

function noteScalar(
  { written: { text, cursor, note } }: Block,
  value: YamlScalar,
  at: Pick<Noted, 'kind' | 'spot'>,
): void {
  const range = insideQuotes(text, value);
  if (range.start <= cursor && cursor <= range.end) note({ ...at, range, quote: quoteOf(value), flow: false });
}

/** What can be written at a column of a line that has nothing else. */
function noteLine(block: Block, column: number, range: Noted['range'], quote: Noted['quote'] = ''): void {
  const { frames, written, root } = block;
  noteBlank({ written, root, frames, column, range, quote, isOpen: (spot) => isOpen(block, spot) });
}

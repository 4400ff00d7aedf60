import { lineAfter, lineEnd, lineStart } from '../../text/line-places.ts';
import { isDash, skipBlanks } from './line-parts.ts';
import type { Noted, PartialMap, PartialSeq, PlaceInLine, Spot, TextAtCursor } from './partial-tree.ts';

/** A map or list around a line. */
export interface Frame {
  /** Of the keys or the dashes. */
  readonly column: number;
  readonly spot: Spot;
  readonly node: PartialMap | PartialSeq;
  /** The spot of the last entry or item. */
  last: Spot;
}

/** A line that is empty, or has only a word that is being written. */
export interface BlankLine extends Pick<PlaceInLine, 'range' | 'quote'> {
  readonly written: TextAtCursor;
  readonly root: Spot;
  /** The maps and lists around the line, from the outermost. */
  readonly frames: readonly Frame[];
  readonly column: number;
  isOpen(spot: Spot): boolean;
}

/** What a line would be in one of the maps and lists around it. */
type Level = Pick<Noted, 'kind' | 'spot' | 'map' | 'previous'> & { readonly column: number };

/**
 * Notes what can be written on an empty line: what its column says, and keys and items of all maps and lists around it.
 * Nothing is written between a key and its value, or where the next line would get into another map.
 */
export function noteBlank(line: BlankLine): void {
  const { written, column, range, quote } = line;
  const next = lineBelow(written, range.end);
  const isWord = range.start < range.end;
  const levels = levelsAround(line, next).filter((level) => fits(level, next));
  const own = levelAt(line);
  // A value that begins on a line below has its column.
  const begun = own?.kind === 'open' ? levels.find(({ kind }) => kind === 'open') : undefined;
  const isOwnFine = own && (isWord || (fits(own, next) && (begun ?? own).column === column));
  const outer = levels.filter((level) => level.column < column || (!isOwnFine && level.column === column));
  const others = isOwnFine || outer.length > 0 ? outer : levels.reverse();
  const [first, ...rest] = isOwnFine ? [own, ...others] : others;
  const start = lineStart(written.text, range.start);
  const place = ({ column: at, previous, ...level }: Level): Noted => ({
    ...{ ...level, quote, flow: false, column: at },
    range: at === column ? range : { start, end: range.end },
    ...(previous && fits({ kind: 'key', ...previous }, next) && { previous }),
  });
  written.note(first && { ...place(first), outer: quote === '' ? rest.map(place) : [] });
}

/** What the column of the line says that it is. */
function levelAt({ frames, column, root, isOpen }: BlankLine): Level | undefined {
  for (let i = frames.length - 1; i >= 0; i--) {
    const frame = frames[i];
    const inner = frames[i + 1];
    if (!frame || frame.column > column) continue;
    if (frame.column < column)
      return inner || !isOpen(frame.last) ? undefined : { kind: 'open', spot: frame.last, column };
    if (frame.node.kind === 'map') return { kind: 'key', spot: frame.spot, map: frame.node, column };
    // A list in the column of its key: a key may follow there.
    if (frames[i - 1]?.column === column) continue;
    const previous =
      inner?.node.kind === 'map' ? { spot: inner.spot, map: inner.node, column: inner.column } : undefined;
    return { kind: 'item', spot: frame.spot, column, ...(previous && { previous }) };
  }
  return frames.length === 0 && isOpen(root) ? { kind: 'open', spot: root, column } : undefined;
}

/** A key or an item of each map and list, from the innermost, and the value that is still missing. */
function levelsAround({ frames, isOpen }: BlankLine, next: LineBelow | undefined): Level[] {
  const levels = frames.map(
    ({ spot, node, column }): Level =>
      node.kind === 'map' ? { kind: 'key', spot, map: node, column } : { kind: 'item', spot, column },
  );
  const top = frames.at(-1);
  const isBegun = top && next && isBelow(next, top) && isOpen(top.last);
  return [...levels, ...(isBegun ? [{ kind: 'open', spot: top.last, column: next.column } as const] : [])].reverse();
}

/** Whether a line continues the last entry or item. A list may be in the column of its key. */
const isBelow = ({ column, dash }: LineBelow, { column: own, node }: Frame): boolean =>
  column > own || (dash && node.kind === 'map' && column === own);

interface LineBelow {
  readonly column: number;
  readonly dash: boolean;
}

/** Whether the line below stays where it belongs. */
const fits = ({ kind, column }: Pick<Level, 'kind' | 'column'>, next: LineBelow | undefined): boolean =>
  next === undefined || next.column < column || (next.column === column && (kind !== 'key' || !next.dash));

/** The next line with content. */
function lineBelow({ text, end }: TextAtCursor, from: number): LineBelow | undefined {
  for (let line = lineAfter(text, from); line < end; line = lineAfter(text, line)) {
    const content = skipBlanks(text, line);
    if (content >= lineEnd(text, line) || text[content] === '#') continue;
    return { column: content - line, dash: isDash(text, content) };
  }
  return undefined;
}

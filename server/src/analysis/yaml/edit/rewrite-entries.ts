import { columnOf, lineAfter, lineEnd, lineStart } from '../../text/line-places.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { eol, isJson, type Plain, renderBlock, renderFlow } from './yaml-edit.ts';
import { commentsStart, hasHash, isFolded, linesEnd, newLine, shifted } from './entry-lines.ts';
import type { YamlEntry, YamlMap } from '../syntax/yaml-node.ts';
import { walk } from '../syntax/yaml-path.ts';

/** What replaces entries: new keys with plain values, entries that are moved there, or new keys that contain more of these. */
export type Written = NewEntry | NewMap | MovedEntry | KeptComment;

interface NewEntry {
  readonly key: string;
  readonly value: Plain;
  /** The entry that it replaces, whose comments it keeps. */
  readonly for?: YamlEntry;
}

interface NewMap {
  readonly key: string;
  readonly of: readonly Written[];
  readonly for?: YamlEntry;
}

interface MovedEntry {
  readonly moved: YamlEntry;
  /** Its new key. */
  readonly as?: string;
  /** The map that contains it, if it is not the one whose entries are replaced. */
  readonly from?: YamlMap;
  /** New entries before those of its map, and after them. */
  readonly lead?: readonly Written[];
  readonly plus?: readonly Written[];
}

/** The comment after an entry that is removed, on a separate line. */
interface KeptComment {
  readonly commentOf: YamlEntry;
}

/** What is rewritten. `first` is the entry whose place is used; the comments above it are not moved. */
interface Rewriting {
  readonly text: string;
  /** The map whose entries are replaced. */
  readonly base: YamlMap;
  /** The map that determines the style. */
  readonly map: YamlMap;
  readonly first: YamlEntry | undefined;
}

/**
 * Replaces entries of a map by others that may contain them. The place of the first is used; the others are moved there or
 * removed, with the comments above, after and below them. Undefined if a comment would be lost, or an anchor would no longer be
 * before its alias.
 * @param into another map, to whose end the new entries are added instead
 */
export function rewriteEntries(
  text: string,
  map: YamlMap,
  entries: readonly YamlEntry[],
  written: readonly Written[],
  into?: YamlMap,
): readonly TextEdit[] | undefined {
  const [first, ...others] = [...entries].sort((a, b) => a.range.start - b.range.start);
  if (!first || entries.some((entry) => !isMovable(text, map, entry))) return undefined;
  const rewriting = { text, base: map, map, first: into ? undefined : first };
  const kept = keptBy(written);
  if (entries.some((entry) => losesComment(text, entry, kept))) return undefined;
  const removed = into ? [first, ...others] : others;
  if (removed.some(({ range }) => /[&*]\w/.test(text.slice(range.start, range.end)))) return undefined;
  const removals = removalsOf(rewriting, removed, kept);
  const target = into ?? map;
  const lines = target.flow ? flowPairs(rewriting, written) : blockLines(rewriting, written, keyColumn(text, target));
  if (lines === undefined || !removals) return undefined;
  const range = map.flow ? first.range : { start: first.key.range.start, end: linesEnd(text, first) };
  return [into ? insertion(text, into, lines) : { range, newText: lines }, ...removals];
}

interface Kept {
  /** Whole entries, with all comments. */
  readonly moved: readonly MovedEntry[];
  /** Only the comments above them and after them on their line. */
  readonly replaced: readonly YamlEntry[];
}

function keptBy(written: readonly Written[]): Kept {
  const all = written.flatMap(withInner);
  return {
    moved: all.filter((one) => 'moved' in one),
    replaced: all.flatMap((one) => ('moved' in one ? [] : 'commentOf' in one ? one.commentOf : (one.for ?? []))),
  };
}

const withInner = (written: Written): readonly Written[] => [
  written,
  ...('of' in written
    ? written.of
    : 'moved' in written
      ? [...(written.lead ?? []), ...(written.plus ?? [])]
      : []
  ).flatMap(withInner),
];

/** Comments inside and below a removed entry are lost, and those after it unless a new key replaces it. */
function losesComment(text: string, entry: YamlEntry, { moved, replaced }: Kept): boolean {
  if (moved.some((one) => one.moved === entry)) return false;
  const { start, end } = entry.range;
  const last = linesEnd(text, entry);
  const inner = moved.find((one) => start < one.moved.range.start && one.moved.range.end <= end);
  if (inner) {
    const innerEnd = inner.from?.flow ? inner.moved.range.end : linesEnd(text, inner.moved);
    return hasHash(text.slice(start, inner.moved.range.start)) || hasHash(text.slice(innerEnd, last));
  }
  const line = lineEnd(text, end);
  return (
    hasHash(text.slice(start, end)) || last > line || (!replaced.includes(entry) && hasHash(text.slice(end, line)))
  );
}

const isKept = (entry: YamlEntry, { moved, replaced }: Kept): boolean =>
  replaced.includes(entry) || moved.some((one) => one.moved === entry);

/** A key with its colon on its line. In braces it is not clear what a comment belongs to. */
function isMovable(text: string, map: YamlMap, { key }: YamlEntry): boolean {
  if (key.aliasRange || key.anchor !== undefined || key.tag !== undefined) return false;
  if (!/^[ \t]*:/.test(text.slice(key.range.end, lineEnd(text, key.range.end)))) return false;
  return !map.flow || !hasHash(text.slice(map.range.start, map.range.end));
}

/** Undefined if something else would be removed with the entries. */
function removalsOf(rewriting: Rewriting, removed: readonly YamlEntry[], kept: Kept): readonly TextEdit[] | undefined {
  const { text, map } = rewriting;
  const [first] = map.entries;
  const onDash = !map.flow && first && removed.includes(first) && !isAlone(text, first);
  const next = map.entries.findIndex((entry) => !removed.includes(entry));
  const run = onDash ? map.entries.slice(0, Math.max(next, 0)) : [];
  const after = map.entries[next]?.key.range.start;
  if (onDash && (after === undefined || !isBare(text, run, after, kept))) return undefined;
  const edits = removed.flatMap((entry) => (run.includes(entry) ? [] : [removal(rewriting, entry, kept)]));
  const known = edits.filter((edit) => edit !== undefined);
  if (known.length < edits.length) return undefined;
  // What follows moves to the dash.
  return onDash && after !== undefined
    ? [{ range: { start: first.key.range.start, end: after }, newText: '' }, ...known]
    : known;
}

/** No comment between the entries would be removed with them and lost. */
const isBare = (text: string, run: readonly YamlEntry[], after: number, kept: Kept): boolean =>
  run.every((entry, i) => {
    const next = run[i + 1];
    const end = next ? (isKept(next, kept) ? commentsStart(text, next) : next.key.range.start) : after;
    return !hasHash(text.slice(linesEnd(text, entry), Math.max(linesEnd(text, entry), end)));
  });

function removal({ text, map }: Rewriting, entry: YamlEntry, kept: Kept): TextEdit | undefined {
  if (map.flow) {
    const previous = map.entries[map.entries.indexOf(entry) - 1];
    return previous && { range: { start: previous.range.end, end: entry.range.end }, newText: '' };
  }
  if (!isAlone(text, entry)) return undefined;
  const start = isKept(entry, kept) ? commentsStart(text, entry) : lineStart(text, entry.key.range.start);
  return { range: { start, end: lineAfter(text, linesEnd(text, entry)) }, newText: '' };
}

/** Only spaces are before the key on its line. */
const isAlone = (text: string, { key }: YamlEntry): boolean =>
  text.slice(lineStart(text, key.range.start), key.range.start).trim() === '';

function insertion(text: string, into: YamlMap, lines: string): TextEdit {
  const last = into.entries.at(-1);
  if (into.flow || !last) {
    const at = last?.range.end ?? into.range.start + 1;
    return { range: { start: at, end: at }, newText: last ? `, ${lines}` : lines };
  }
  const end = linesEnd(text, last);
  return { range: { start: end, end }, newText: eol(text) + ' '.repeat(keyColumn(text, into)) + lines };
}

/** Lines of a block from the first key, which is already in the column. */
function blockLines(rewriting: Rewriting, written: readonly Written[], column: number): string | undefined {
  const blocks = written.map((one) => blockEntry(rewriting, one, column));
  return blocks.includes(undefined) ? undefined : blocks.join(newLine(rewriting.text, column));
}

function blockEntry(rewriting: Rewriting, written: Written, column: number): string | undefined {
  const { text, map } = rewriting;
  if ('moved' in written) return movedBlock(rewriting, written, column);
  if ('commentOf' in written) return commentsAround(rewriting, written.commentOf, column).behind.trim();
  const around = written.for && !map.flow ? commentsAround(rewriting, written.for, column) : { above: '', behind: '' };
  if ('value' in written) {
    const [head = '', ...lines] = renderBlock({ [written.key]: written.value }).split('\n');
    return around.above + [head + around.behind, ...lines].join(newLine(text, column));
  }
  const deeper = column + indentStep(text, map);
  const key = `${around.above}${written.key}:`;
  if (written.of.length === 0) return `${key} {}${around.behind}`;
  const inner = blockLines(rewriting, written.of, deeper);
  return inner === undefined ? undefined : `${key}${around.behind}${newLine(text, deeper)}${inner}`;
}

function movedBlock(rewriting: Rewriting, written: MovedEntry, column: number): string | undefined {
  const { text, base } = rewriting;
  const { moved, as, from = base } = written;
  const { key, range } = moved;
  if (from.flow && text.slice(range.start, range.end).includes('\n')) return undefined;
  if ([...walk(moved.value)].some((node) => isFolded(text, node))) return undefined;
  const by = column - columnOf(text, key.range.start);
  const above = from.flow ? '' : commentsAround(rewriting, moved, column).above;
  const own = text.slice(key.range.end, from.flow ? range.end : linesEnd(text, moved));
  const whole = withAdded(rewriting, written, own, by);
  return whole === undefined ? undefined : above + keyOf(text, moved, as) + whole;
}

/** The text of an entry after its key, shifted, with what is added to its map. */
function withAdded(rewriting: Rewriting, written: MovedEntry, own: string, by: number): string | undefined {
  const { text } = rewriting;
  const { moved, lead = [], plus = [] } = written;
  const { key, value } = moved;
  if (lead.length + plus.length === 0) return shifted(own, by);
  if (value?.kind !== 'map' || value.entries.length === 0 || value.aliasRange) return undefined;
  const inner = { ...rewriting, map: value };
  if (value.flow) {
    const first = (value.entries[0]?.range.start ?? 0) - key.range.end;
    const end = (value.entries.at(-1)?.range.end ?? 0) - key.range.end;
    const [before, after] = [flowPairs(inner, lead), flowPairs(inner, plus)];
    if (before === undefined || after === undefined) return undefined;
    const start = own.slice(0, first) + (before && `${before}, `);
    return shifted(`${start}${own.slice(first, end)}${after && `, ${after}`}${own.slice(end)}`, by);
  }
  const column = keyColumn(text, value) + by;
  const [before, after] = [blockLines(inner, lead, column), blockLines(inner, plus, column)];
  // The entries of a block begin on the line below their key.
  const lineEnds = lineEnd(own, 0);
  if (before === undefined || after === undefined || own.slice(0, lineEnds).replace(/#.*/, '').trim() !== ':')
    return undefined;
  const start = own.slice(0, lineEnds) + (before && newLine(text, column) + before);
  return start + shifted(own.slice(lineEnds), by) + (after && newLine(text, column) + after);
}

/** The comments of an entry: whole lines above it, moved to the column, and the one after it. */
function commentsAround({ text, first }: Rewriting, entry: YamlEntry, column: number) {
  const { start } = entry.key.range;
  const line = lineStart(text, start);
  const from = isAlone(text, entry) && entry !== first ? commentsStart(text, entry) : line;
  const comments = text.slice(from, line).split('\n').slice(0, -1);
  return {
    above: comments.map((comment) => comment.trim() + newLine(text, column)).join(''),
    behind: /^[ \t]+#.*/.exec(text.slice(entry.range.end, lineEnd(text, entry.range.end)))?.[0] ?? '',
  };
}

function flowPairs(rewriting: Rewriting, written: readonly Written[]): string | undefined {
  const pairs = written.map((one) => flowPair(rewriting, one));
  return pairs.includes(undefined) ? undefined : pairs.join(', ');
}

function flowPair(rewriting: Rewriting, written: Written): string | undefined {
  const { text, map } = rewriting;
  if ('moved' in written) return movedFlow(rewriting, written);
  if ('commentOf' in written) return undefined;
  const key = renderFlow(written.key, text, map);
  if ('value' in written) return `${key}: ${renderFlow(written.value, text, map)}`;
  const inner = flowPairs(rewriting, written.of);
  if (inner === undefined) return undefined;
  return `${key}: ${written.of.length === 0 ? '{}' : isJson(text, map) ? `{${inner}}` : `{ ${inner} }`}`;
}

/** Lines of a block and comments are not possible in braces. */
function movedFlow(rewriting: Rewriting, written: MovedEntry): string | undefined {
  const { text, base } = rewriting;
  const { moved, as, from = base } = written;
  const { key, value, range } = moved;
  const isLine = from.flow || !/[#\n]/.test(text.slice(range.start, linesEnd(text, moved)));
  if (!value || !isLine || (value.kind === 'scalar' ? /literal|folded/.test(value.style) : !value.flow))
    return undefined;
  if (!from.flow && value.kind === 'scalar' && value.style === 'plain' && /[,[\]{}]/.test(value.text)) return undefined;
  if (!from.flow && commentsAround(rewriting, moved, 0).above !== '') return undefined;
  const whole = withAdded(rewriting, written, text.slice(key.range.end, range.end), 0);
  return whole === undefined ? undefined : keyOf(text, moved, as) + whole;
}

/** The key as it is written, or a new one in the same quotes. */
function keyOf(text: string, { key }: YamlEntry, as: string | undefined): string {
  if (as === undefined) return text.slice(key.range.start, key.range.end);
  return key.style === 'double' ? JSON.stringify(as) : key.style === 'single' ? `'${as}'` : as;
}

/** The indentation of the maps below the keys of a map relative to these keys; two if there are none. */
function indentStep(text: string, map: YamlMap): number {
  for (const { key, value } of map.entries)
    if (value?.kind === 'map' && !value.flow && !value.aliasRange && value.entries.length > 0)
      return Math.max(1, keyColumn(text, value) - columnOf(text, key.range.start));
  return 2;
}

const keyColumn = (text: string, { entries }: YamlMap): number => columnOf(text, entries[0]?.key.range.start ?? 0);

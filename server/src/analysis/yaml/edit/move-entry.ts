import { columnOf, lineEnd, lineStart } from '../../text/line-places.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { removeEntry } from './yaml-edit.ts';
import type { YamlEntry, YamlMap } from '../syntax/yaml-node.ts';

/**
 * Moves an entry with all its lines to the end of another map, with the indentation of that map. Undefined for maps in braces and
 * for maps without entries.
 * @param behind the first of the entries inside it that must follow it instead, because only its own indentation was wrong
 */
export function moveEntry(
  text: string,
  from: YamlMap,
  entry: YamlEntry,
  to: YamlMap,
  behind?: YamlEntry,
): readonly TextEdit[] | undefined {
  const first = to.entries[0];
  const last = to.entries.at(-1);
  if (from.flow || to.flow || !first || !last) return undefined;
  const newline = lineBreak(text);
  const indent = ' '.repeat(columnOf(text, first.key.range.start));
  const lines = indent + entryLines(text, entry, indent.length, behind);
  const removal = removeEntry(text, from, entry);
  const end = lineEnd(text, last.range.end);
  // The moved lines were already at the end of the other map.
  if (removal.range.start <= end && end <= removal.range.end && removal.newText === '')
    return [{ range: removal.range, newText: lines + newline }];
  return [removal, { range: { start: end, end }, newText: newline + lines }];
}

/** Moves entries of a map below a new key, at the place of the first of them. Replaces an empty entry of that key. */
export function nestEntries(
  text: string,
  map: YamlMap,
  entries: readonly YamlEntry[],
  key: string,
): readonly TextEdit[] | undefined {
  const [first, ...others] = entries;
  if (!first) return undefined;
  if (map.flow) return nestInFlow(map, entries, key);
  const empty = map.entries.find((entry) => entry.key.text === key && !entry.value);
  const head = empty ?? first;
  const column = columnOf(text, head.key.range.start);
  const indent = `${lineBreak(text)}${' '.repeat(column + 2)}`;
  const block = entries.map((entry) => indent + entryLines(text, entry, column + 2)).join('');
  return [
    { range: { start: head.key.range.start, end: lineEnd(text, head.range.end) }, newText: `${key}:${block}` },
    ...(empty ? entries : others).map((entry) => removeEntry(text, map, entry)),
  ];
}

function nestInFlow(map: YamlMap, entries: readonly YamlEntry[], key: string): readonly TextEdit[] | undefined {
  const indices = entries.map((entry) => map.entries.indexOf(entry));
  const start = entries[0]?.key.range.start;
  const end = entries.at(-1)?.range.end;
  const isRun = indices.every((index, i) => i === 0 || index === (indices[i - 1] ?? -1) + 1);
  if (!isRun || start === undefined || end === undefined) return undefined;
  const written = map.entries.every((entry) => entry.key.style === 'double') ? `"${key}"` : key;
  return [
    { range: { start, end: start }, newText: `${written}: { ` },
    { range: { start: end, end }, newText: ' }' },
  ];
}

/** The text of an entry from its key to the end of its last line, shifted so that the key is in a column. */
function entryLines(text: string, { key, range }: YamlEntry, column: number, behind?: YamlEntry): string {
  const end = lineEnd(text, range.end);
  const split = behind ? lineStart(text, behind.key.range.start) : end;
  const own = movedLines(text.slice(key.range.start, split), column - columnOf(text, key.range.start));
  if (!behind) return own;
  const rest = text.slice(split, end);
  return own + ' '.repeat(column) + movedLines(rest.trimStart(), column - columnOf(text, behind.key.range.start));
}

/** The first line begins at a key, the others with their indentation. */
function movedLines(lines: string, by: number): string {
  const [first = '', ...rest] = lines.split('\n');
  return [first, ...rest.map((line) => shifted(line, by))].join('\n');
}

function shifted(line: string, by: number): string {
  const indent = line.search(/[^ ]/);
  if (indent < 0 || line.trim() === '') return line;
  return ' '.repeat(Math.max(0, indent + by)) + line.slice(indent);
}

const lineBreak = (text: string): string => (/^[^\n]*\r\n/.test(text) ? '\r\n' : '\n');

import { withoutTrailing } from '../../text/trailing.ts';
import { lineAfter, lineEnd, lineStart } from '../../text/line-places.ts';
import { stringify } from 'yaml';
import type { TextEdit, TextRange } from '../../text/text-range.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from '../syntax/yaml-node.ts';
import { emptied } from './emptied.ts';
import { placeOf } from '../syntax/yaml-path.ts';

/** A value to write into YAML or JSON. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * Edits keep comments, indentation and all other lines. `text` is always the text of the whole file. The same edits work for
 * a config inside a block scalar, because the indentation is taken from the column in the file.
 */
export function replaceScalar(text: string, scalar: YamlScalar, value: string | number): TextEdit {
  return { range: placeOf(scalar), newText: writtenLike(scalar, value, text) };
}

/** The value with the quotes of a scalar. */
function writtenLike({ style }: YamlScalar, value: string | number, text: string): string {
  if (style === 'double') return JSON.stringify(String(value));
  return style === 'single' ? `'${String(value).replaceAll("'", "''")}'` : renderFlow(value, text);
}

/** Renames the key and keeps its quotes. */
export const renameKey = (text: string, entry: YamlEntry, key: string): TextEdit => replaceScalar(text, entry.key, key);

/** Adds `key: value` after `after`, by default after the last entry. */
export function insertEntry(
  text: string,
  map: YamlMap,
  key: string,
  value: Plain,
  after = map.entries.at(-1),
): TextEdit {
  if (map.flow || !after) {
    const pair = `${renderFlow(key, text, map)}: ${renderFlow(value, text, map)}`;
    return after ? at(after.range.end, `, ${pair}`) : { range: map.range, newText: `{ ${pair} }` };
  }
  const first = map.entries[0] ?? after;
  const indent = columnText(text, first.key.range.start);
  const block = renderBlock({ [key]: value }, indentsItems(text, after.range.end));
  return at(lineEnd(text, after.range.end), eol(text) + indentLines(block, indent, text));
}

/** Adds an item at the end of a sequence. */
export function insertItem(text: string, seq: YamlSeq, value: Plain): TextEdit {
  const last = seq.items.at(-1);
  if (seq.flow || !last)
    return last
      ? at(placeOf(last).end, `, ${renderFlow(value, text, seq)}`)
      : { range: seq.range, newText: `[${renderFlow(value, text, seq)}]` };
  const first = seq.items[0] ?? last;
  const indent = columnText(text, dashBefore(text, placeOf(first).start));
  const block = renderBlock([value], indentsItems(text, placeOf(last).end));
  return at(lineEnd(text, placeOf(last).end), eol(text) + indentLines(block, indent, text));
}

/** Sets the value of an existing key, which may have none. */
export function replaceValue(text: string, map: YamlMap, entry: YamlEntry, value: Plain): TextEdit {
  const keyEnd = entry.key.range.end;
  const end = entry.value ? placeOf(entry.value).end : keyEnd + 1;
  const colon = text.indexOf(':', keyEnd);
  const range = { start: colon < 0 ? end : colon + 1, end: Math.max(end, colon + 1) };
  if (map.flow || !isCollection(value)) return { range, newText: ` ${renderFlow(value, text, map)}` };
  // A comment after the key is kept.
  const keyLineEnd = lineEnd(text, range.start);
  if ((!entry.value || keyLineEnd < range.end) && /^\s*#/.test(text.slice(range.start, keyLineEnd))) {
    range.start = keyLineEnd;
    range.end = Math.max(range.end, keyLineEnd);
  }
  const indented = indentsItems(text, keyEnd);
  const indent = `${columnText(text, entry.key.range.start)}${Array.isArray(value) && !indented ? '' : '  '}`;
  return { range, newText: eol(text) + indentLines(renderBlock(value, indented), indent, text) };
}

/** Removes an entry; the map stays, as `{}` when nothing is left. Comments above the entry stay. */
export const removeEntry = (text: string, map: YamlMap, entry: YamlEntry): TextEdit => {
  const index = map.entries.indexOf(entry);
  return removeRun(text, map, index, index);
};

/** Removes several entries, but not all of a map. Those that follow each other are removed together, as their lines are shared. */
export function removeEntries(text: string, map: YamlMap, entries: ReadonlySet<YamlEntry>): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (let from = 0; from < map.entries.length; from++) {
    let to = from;
    while (isAmong(entries, map.entries[to])) to++;
    if (to > from) edits.push(removeRun(text, map, from, to - 1));
    from = to;
  }
  return edits;
}

const isAmong = (entries: ReadonlySet<YamlEntry>, entry: YamlEntry | undefined): boolean =>
  !!entry && entries.has(entry);

/** @param to index of the last one */
function removeRun(text: string, map: YamlMap, from: number, to: number): TextEdit {
  const ranges = map.entries.map(({ range }) => range);
  if (to - from + 1 === ranges.length) return emptied(text, map, '{}');
  if (map.flow) return removeFlow(ranges, from, to);
  const range = { start: ranges[from]?.start ?? 0, end: ranges[to]?.end ?? 0 };
  return removeLines(text, range, ranges[to + 1]?.start);
}

/** Removes an item, or several that follow each other. An empty sequence becomes `[]`. */
export function removeItem(text: string, seq: YamlSeq, item: YamlNode, last = item): TextEdit {
  const [from, to] = [seq.items.indexOf(item), seq.items.indexOf(last)];
  if (to - from + 1 === seq.items.length) return emptied(text, seq, '[]');
  if (seq.flow) return removeFlow(seq.items.map(placeOf), from, to);
  const start = dashBefore(text, placeOf(item).start);
  const next = seq.items[to + 1];
  return removeLines(text, { start, end: placeOf(last).end }, next && dashBefore(text, placeOf(next).start));
}

/** Replaces a scalar in a sequence by several, with the same quotes. */
export function splitItem(text: string, seq: YamlSeq, item: YamlScalar, parts: readonly string[]): TextEdit {
  const range = placeOf(item);
  const between = seq.flow ? ', ' : `${eol(text)}${columnText(text, dashBefore(text, range.start))}- `;
  return { range, newText: parts.map((part) => writtenLike(item, part, text)).join(between) };
}

/** Adds a document at the end of a file. */
export function appendDocument(text: string, value: Plain): TextEdit {
  return appendYaml(text, `${renderBlock(value)}\n`);
}

/** Adds YAML text as a document at the end of a file. */
export function appendYaml(text: string, yaml: string): TextEdit {
  const newline = eol(text);
  const separator = text.trim() === '' ? '' : `${text.endsWith('\n') ? '' : newline}---${newline}`;
  return at(text.length, separator + yaml.split('\n').join(newline));
}

/**
 * `key: |` with the text unchanged, including trailing spaces. Undefined for a text that a literal block cannot contain.
 * @param indent spaces before the key
 */
export function literalBlock(key: string, text: string, indent: string): string | undefined {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  // In YAML 1.1, U+2028 and U+2029 are line breaks.
  if (/[\p{Cc}\ufeff\u2028\u2029]/u.test(lines.join('').replaceAll('\t', ''))) return undefined;
  const joined = lines.join('\n');
  const ends = joined.length - withoutTrailing(joined, '\n').length;
  const indicator = /^\s/.test(text) ? '2' : '';
  const chomping = ends === 0 ? '-' : ends === 1 ? '' : '+';
  const body = (ends > 0 ? lines.slice(0, -1) : lines).map((line) => (line === '' ? '' : `${indent}  ${line}`));
  return `${indent}${stringify(key, unambiguous).trimEnd()}: |${indicator}${chomping}\n${body.join('\n')}\n`;
}

/** Block-style YAML of a value, without a final line break. A value that is in several places is written in each of them. */
export const renderBlock = (value: Plain, indentSeq = false): string =>
  stringify(value, { ...unambiguous, indentSeq, aliasDuplicateObjects: false }).trimEnd();

/** Both parsers partly follow YAML 1.1, so a text such as `n`, `on` or `1:20` is quoted. */
const unambiguous = { lineWidth: 0, compat: 'yaml-1.1' } as const;

/** Whether the dashes of a sequence are indented more than its key, according to the nearest sequence above the offset. */
function indentsItems(text: string, offset: number): boolean {
  const sequence = /^([ \t]*(?:- +)*)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\n([ \t]*)- /gm;
  const above = [...text.slice(0, offset).matchAll(sequence)].at(-1);
  const nearest = above ?? sequence.exec(text);
  return !!nearest && (nearest[2] ?? '').length > (nearest[1] ?? '').length;
}

const at = (offset: number, newText: string): TextEdit => ({ range: { start: offset, end: offset }, newText });

const isCollection = (value: Plain): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** One line: JSON if the surrounding text is JSON, otherwise YAML's flow style. */
export function renderFlow(value: Plain, text: string, around?: YamlMap | YamlSeq): string {
  if (isJson(text, around)) return JSON.stringify(value);
  if (isCollection(value)) return stringify(value, { ...unambiguous, collectionStyle: 'flow' }).trimEnd();
  if (!around?.flow) return stringify(value, unambiguous).trimEnd();
  // Within brackets, a text with a comma or a bracket needs quotes.
  return stringify([value], { ...unambiguous, collectionStyle: 'flow' })
    .trim()
    .slice(1, -1)
    .trim();
}

/** A flow collection with quoted keys, or a file that begins with a brace, is JSON. */
export function isJson(text: string, around: YamlMap | YamlSeq | undefined): boolean {
  if (/^\s*[{[]/.test(text)) return true;
  return (
    around?.kind === 'map' &&
    around.flow &&
    around.entries.length > 0 &&
    around.entries.every((e) => e.key.style === 'double')
  );
}

function removeFlow(ranges: readonly TextRange[], from: number, to = from): TextEdit {
  const { start } = ranges[from] ?? { start: 0 };
  const { end } = ranges[to] ?? { end: start };
  const next = ranges[to + 1];
  return { range: next ? { start, end: next.start } : { start: ranges[from - 1]?.end ?? start, end }, newText: '' };
}

/** Whole lines. If something is before it on its line (`- key: …`), up to what follows. */
function removeLines(text: string, range: { start: number; end: number }, nextStart: number | undefined): TextEdit {
  const start = lineStart(text, range.start);
  const alone = text.slice(start, range.start).trim() === '';
  if (alone) return { range: { start, end: lineAfter(text, range.end) }, newText: '' };
  return { range: { start: range.start, end: nextStart ?? lineEnd(text, range.end) }, newText: '' };
}

/** As many spaces as there are characters before the offset on its line. */
const columnText = (text: string, offset: number): string =>
  text.slice(lineStart(text, offset), offset).replace(/[^\t]/g, ' ');

const dashBefore = (text: string, offset: number): number => {
  let i = offset - 1;
  while (
    i >= 0 &&
    !(
      text[i] === '-' &&
      /[\s]/.test(text[i + 1] ?? ' ') &&
      /^[\s-]*$/.test(text.slice(text.lastIndexOf('\n', i) + 1, i))
    )
  )
    i--;
  return i < 0 ? offset : i;
};

const indentLines = (block: string, indent: string, text: string): string =>
  block
    .split('\n')
    .map((line) => (line ? indent + line : line))
    .join(eol(text));

export const eol = (text: string): string => {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
};

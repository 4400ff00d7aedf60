// A text document in an editor, and a plan of edits in all its parts.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { DidChangeTextDocumentParams, Position } from 'vscode-languageserver';

/** The workloads are ASCII: characters are UTF-16 units. */
export interface OpenDocument {
  readonly uri: string;
  text: string;
  version: number;
  /** The offsets at which lines begin. */
  lineStarts: number[];
}

/** Replaces `remove` characters at `offset` by `insert`. */
export interface Edit {
  readonly offset: number;
  readonly remove: number;
  readonly insert: string;
}

/** A match of a pattern: its range, and the range and the text of its first group. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly group: readonly [start: number, end: number];
  readonly word: string;
}

type Range = readonly [start: number, end: number];

export function openDocument(file: string): OpenDocument {
  const document: OpenDocument = { uri: pathToFileURL(file).href, text: '', version: 1, lineStarts: [] };
  setText(document, fs.readFileSync(file, 'utf8'));
  return document;
}

function setText(document: OpenDocument, text: string): void {
  document.text = text;
  document.lineStarts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) document.lineStarts.push(i + 1);
}

/** Offset → LSP position. */
export function positionIn({ lineStarts }: OpenDocument, offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (lineStarts[low] ?? 0) };
}

/** Edits the document, and returns the parameters of didChange. */
export function replaceIn(document: OpenDocument, { offset, remove, insert }: Edit): DidChangeTextDocumentParams {
  const range = { start: positionIn(document, offset), end: positionIn(document, offset + remove) };
  setText(document, document.text.slice(0, offset) + insert + document.text.slice(offset + remove));
  document.version++;
  return { textDocument: { uri: document.uri, version: document.version }, contentChanges: [{ range, text: insert }] };
}

/** The edit that undoes `edit`; ask before `edit` is applied. */
export const inverseOf = ({ text }: OpenDocument, { offset, remove, insert }: Edit): Edit => ({
  offset,
  remove: insert.length,
  insert: text.slice(offset, offset + remove),
});

/** All matches of a pattern. */
export const matchesIn = (
  { text }: OpenDocument,
  pattern: RegExp,
  [from, to]: Range = [0, text.length],
): readonly Match[] =>
  [...text.matchAll(new RegExp(pattern.source, 'dgm'))]
    .filter((match) => match.index >= from && match.index < to)
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      group: match.indices?.[1] ?? [match.index, match.index],
      word: match[1] ?? '',
    }));

/** Element of `list` at fraction (i + ½)/n: spreads n picks evenly. */
export const spread = <T>(list: readonly T[], i: number, n: number): T | undefined =>
  list[Math.min(list.length - 1, Math.floor(((i + 0.5) * list.length) / n))];

const value = /^ +(?:- )?(?:name|cluster|stat_prefix|prefix|address|connect_timeout|timeout|lb_policy): "?[\w./:-]+$/;
const leaf = /^ +[a-z]\w*: [^\s{&*|>][^\n]*\n/;
const parent = /^ +[a-zA-Z]\w*: *\n/;
const lineEnd = /^ +[a-zA-Z][^\n]*$/;

const kinds: Readonly<Record<string, (document: OpenDocument) => readonly Edit[]>> = {
  'character in a cluster': (document) => typing(document, section(document, '\n  clusters:')),
  'character in a listener': (document) => typing(document, section(document, '\n  listeners:', '\n  clusters:')),
  'new line': (document) =>
    matchesIn(document, lineEnd).map(({ start, end }) => ({
      offset: end,
      remove: 0,
      insert: `\n${/^ */.exec(document.text.slice(start, end))?.[0] ?? ''}`,
    })),
  'deleted line': (document) => deletions(document, leaf),
  'deleted parent line': (document) => deletions(document, parent),
};

function section({ text }: OpenDocument, from: string, to?: string): Range {
  const start = text.indexOf(from);
  const end = to ? text.indexOf(to, start) : -1;
  return [start, end < 0 ? text.length : end];
}

/** One more character at the end of a plain value. */
const typing = (document: OpenDocument, bounds: Range): readonly Edit[] =>
  matchesIn(document, value, bounds).map(({ end }) => ({ offset: end, remove: 0, insert: 'x' }));

const deletions = (document: OpenDocument, pattern: RegExp): readonly Edit[] =>
  matchesIn(document, pattern).map(({ start, end }) => ({ offset: start, remove: end - start, insert: '' }));

export interface PlannedEdit {
  readonly kind: string;
  readonly edit: Edit;
}

/** `count` edits in pairs (an edit, then the one that undoes it), kinds in turn, each kind spread over the document. */
export function planEdits(document: OpenDocument, count: number): readonly PlannedEdit[] {
  const pairs = Math.ceil(count / 2);
  const entries = Object.entries(kinds);
  const perKind = Math.ceil(pairs / entries.length);
  return Array.from({ length: pairs }, (_, i) => i).flatMap((i) => {
    const [kind, candidates] = entries[i % entries.length] ?? [];
    const edit = candidates && spread(candidates(document), Math.floor(i / entries.length), perKind);
    return kind !== undefined && edit ? [{ kind, edit }] : [];
  });
}

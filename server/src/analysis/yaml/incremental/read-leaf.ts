import type { Document } from 'yaml';
import { lineAfter, lineStart } from '../../text/line-places.ts';
import { certainError } from './broken-leaf.ts';
import { convert, newTree } from '../syntax/convert-node.ts';
import { leavesOpen } from '../syntax/join-flow.ts';
import { yamlError } from '../syntax/parse-yaml.ts';
import { libraryErrors, readDocuments } from '../syntax/read-documents.ts';
import type { SplitLeaf } from './split-yaml.ts';
import type { YamlEntry, YamlError, YamlNode } from '../syntax/yaml-node.ts';

/** The content of one leaf of a divided text. */
export interface ReadLeaf {
  /** The entry or item, depending on whether the leaf is in a map or a list. */
  readonly content: YamlEntry | YamlNode;
  readonly errors: readonly YamlError[];
  /** The number of nodes that occur a second time, through an alias. Such a tree cannot be shifted. */
  readonly aliased: number;
  /** True if the text is broken and another division gives another tree. */
  readonly byCut?: true;
  /** True if the errors depend only on the text and depth of the leaf. */
  readonly byText?: true;
}

/**
 * Parses the lines of a leaf separately. Undefined if the result may differ from that of the whole text: if the leaf does not
 * contain exactly one entry or item, refers to an anchor outside, or ends in an open bracket or quote.
 * @param text the text of the leaf, from `leafText`
 * @param depth the number of collections above the one that contains the leaf
 * @param isBroken whether the text is known to be broken before the leaf
 */
export function readLeaf(
  text: string,
  leaf: SplitLeaf,
  depth: number,
  fileText: string,
  isBroken = false,
): ReadLeaf | undefined {
  if (controlCharacters.test(text)) return undefined;
  const lines = readLines(withoutBlankEnd(text), leaf, depth);
  const sound = partOf(lines, 0);
  if (sound?.errors.length === 0) return onlyOne(sound, fileText);
  if (isBroken) return readBroken(lines);
  // The library rejects a bracket if a line is not indented. Envoy continues, so its errors say nothing about this.
  const likeWhole = leaf.misfit || leavesOpen(text) ? undefined : readWithErrors(lines, fileText);
  if (likeWhole) return likeWhole;
  const error = certainError(leaf, fileText, lines);
  return error && readBroken(lines, error);
}

/** A longer blank end of a leaf is not passed to the library, which reads each line break as a token. */
const MANY_BLANKS = 256;

/** The text without its blank end, if that is long and no block scalar may keep it. */
function withoutBlankEnd(text: string): string {
  const written = text.trimEnd();
  const isKept = text.length - written.length < MANY_BLANKS || /[|>]/.test(written);
  return isKept ? text : text.slice(0, lineAfter(text, written.length));
}

/** The lines of a leaf, possibly with lines after it, as the library reads them. */
interface ReadLines {
  readonly text: string;
  readonly leaf: SplitLeaf;
  readonly depth: number;
  readonly documents: readonly Document.Parsed[];
  /** The documents are those of the text with its lines in brackets joined. */
  readonly isJoined: boolean;
}

function readLines(text: string, leaf: SplitLeaf, depth: number): ReadLines {
  const { documents = [], isJoined = false } = readDocuments(text, depth);
  return { text, leaf, depth, documents, isJoined };
}

function readWithErrors(lines: ReadLines, fileText: string): ReadLeaf | undefined {
  const { start, end } = lines.leaf;
  const written = fileText.trimEnd().length - start;
  return onlyOne(end === fileText.length ? partOf(lines, written) : readBeforeNext(lines, written), fileText);
}

/**
 * What a leaf contains if it is read separately. For a leaf with an open bracket or quote, the library would continue with all
 * lines after it. If the text is broken in any case, these are better read as what they look like.
 * @param error what makes it broken, if the leaf itself does not show it
 */
function readBroken(lines: ReadLines, error?: YamlError): ReadLeaf | undefined {
  const { text, leaf, documents } = lines;
  const [document] = documents;
  if (!document) return undefined;
  const place = (offset: number) => offset + leaf.start;
  const library = libraryErrors(document);
  const errors = error ? [error] : library.map((one) => yamlError(one, text.trimEnd().length, place));
  const read = firstContent(lines) ?? firstContent(linesBefore(lines, library[0]?.pos[0] ?? 0));
  if (!read || errors.length === 0) return undefined;
  return { ...read, errors, byCut: true, ...(!error && { byText: true }) };
}

/** The lines above the one that contains an offset. A line that fits nowhere may hide the entry or item from the library. */
const linesBefore = ({ text, leaf, depth }: ReadLines, offset: number): ReadLines =>
  readLines(text.slice(0, lineStart(text, offset)), leaf, depth);

/** The first entry or item, whatever follows it. */
function firstContent({ text, leaf, depth, documents }: ReadLines): Pick<ReadLeaf, 'content' | 'aliased'> | undefined {
  const tree = newTree(text, (offset) => offset + leaf.start, [], depth);
  const root = convert(documents[0]?.contents ?? null, tree);
  const [content] = root?.kind === 'map' ? root.entries : root?.kind === 'seq' ? root.items : [];
  return content && root?.kind === leaf.of && !root.flow ? { content, aliased: tree.aliased } : undefined;
}

/** The parser treats some of them in a special way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const controlCharacters = /[\0-\x08\x0b\x0c\x0e-\x1f\ufeff]/;

const NEXT = 'next: next\n';

/** Broken text may affect what follows its leaf. It does not if a following entry or item is read without an error. */
function readBeforeNext({ text, leaf, depth }: ReadLines, written: number): ReadPart | undefined {
  const before = text.endsWith('\n') ? text : `${text}\n`;
  const next = `${' '.repeat(leaf.column)}${leaf.of === 'seq' ? '- ' : ''}${NEXT}`;
  const part = partOf(readLines(before + next, leaf, depth), written);
  const [content, last, more] = part?.contents ?? [];
  if (!part || !content || !last || more) return undefined;
  const nextAt = leaf.start + before.length + leaf.column;
  const isNext =
    'key' in last ? isNextEntry(last, nextAt) : last.kind === 'map' && isNextEntry(last.entries[0], nextAt + 2);
  return isNext && part.errors.every(({ range }) => range.end <= leaf.end)
    ? { ...part, contents: [content] }
    : undefined;
}

const isNextEntry = (entry: YamlEntry | undefined, at: number): boolean =>
  entry?.range.start === at && entry.range.end === at + NEXT.trimEnd().length && entry.key.text === 'next';

interface ReadPart {
  readonly contents: readonly (YamlEntry | YamlNode)[];
  readonly errors: readonly YamlError[];
  /** Aliases without an anchor before them in the leaf. */
  readonly unanchored: readonly YamlError[];
  readonly aliased: number;
}

function partOf({ text, leaf, depth, documents }: ReadLines, written: number): ReadPart | undefined {
  const [document, second] = documents;
  if (!document || second) return undefined;
  const place = (offset: number) => offset + leaf.start;
  const unanchored: YamlError[] = [];
  const tree = newTree(text, place, unanchored, depth);
  const root = convert(document.contents, tree);
  if (root?.kind !== leaf.of || root.flow || root.anchor || root.tag) return undefined;
  return {
    contents: root.kind === 'map' ? root.entries : root.items,
    errors: libraryErrors(document).map((error) => yamlError(error, written, place)),
    unanchored,
    aliased: tree.aliased,
  };
}

function onlyOne(part: ReadPart | undefined, fileText: string): ReadLeaf | undefined {
  const [content, second] = part?.contents ?? [];
  if (!part || !content || second) return undefined;
  if (part.unanchored.some(({ args }) => !args || fileText.includes(`&${args[0]}`))) return undefined;
  return { content, errors: [...part.errors, ...part.unanchored], aliased: part.aliased };
}

/** The lines of a leaf. A dash before its key is replaced by a space, so that the column of the key does not change. */
export function leafText(
  text: string,
  { start, end, dash }: { readonly start: number; readonly end: number; readonly dash?: number | undefined },
): string {
  if (dash === undefined) return text.slice(start, end);
  return `${text.slice(start, dash)} ${text.slice(dash + 1, end)}`;
}

import { type Division, type DocumentBlocks, readDocument } from './document-blocks.ts';
import { shiftedErrors, type Origins } from './shifted-node.ts';
import { inOrder, parseYaml } from '../syntax/parse-yaml.ts';
import { splitDocuments } from './split-documents.ts';
import type { YamlError, YamlFile } from '../syntax/yaml-node.ts';

/** A parsed file that remembers its blocks, so that the next version of the file need not parse them again. */
export interface ParsedFile extends YamlFile {
  /** What was last read in blocks, from this text or an earlier one. A text that is broken for a moment will need it again. */
  readonly known: KnownDocuments | undefined;
}

interface KnownDocuments {
  readonly documents: readonly DocumentBlocks[];
  readonly origins: Origins;
}

/**
 * Parses a text block by block. The tree and the errors are those of `parseYaml`. Blocks of an earlier version of the file are
 * reused, and the same nodes if their offsets did not change. If a block cannot be separated with certainty (an alias to another
 * block, open brackets, …), the whole text is parsed.
 * @param leafLines the number of lines above which a block is divided further
 */
export function parseBlocks(text: string, earlier?: ParsedFile, leafLines?: number): ParsedFile {
  const known = readInBlocks(text, earlier?.known, { leafLines });
  if (known) return { ...treeOf(known), errors: inOrder(known.documents.flatMap(errorsIn)), known };
  const whole = parseYaml(text);
  // A break anywhere would make the library read all lines after it as something else.
  const blocks = whole.errors.length > 0 && readInBlocks(text, earlier?.known, { leafLines, isBroken: true });
  return { ...whole, ...(blocks && treeOf(blocks)), known: earlier?.known };
}

const treeOf = ({ documents, origins }: KnownDocuments): Omit<YamlFile, 'errors'> => ({
  documents: documents.map(({ range, root }) => ({ range, root })),
  origins,
});

/** Undefined if a document cannot be read separately. */
function readInBlocks(
  text: string,
  before: KnownDocuments | undefined,
  division: Division,
): KnownDocuments | undefined {
  const places = splitDocuments(text);
  if (!places) return undefined;
  const origins = before?.origins ?? new WeakMap();
  const lines = places.map(({ from, end }) => text.slice(from, end));
  const earlier = counterparts(lines, before?.documents ?? []);
  const documents: DocumentBlocks[] = [];
  for (const [i, place] of places.entries()) {
    const own = lines[i] ?? '';
    const context = { ...division, origins, isLast: i === places.length - 1, isOnly: own.length === text.length };
    const document = readDocument(own, place, earlier[i], context);
    if (!document) return undefined;
    documents.push(document);
  }
  // The library knows whether a text without content has a document.
  return documents.length > 1 || documents[0]?.blocks ? { documents, origins } : undefined;
}

/** The earlier version of each document: the one with the same text, counted from the start or the end, otherwise by position. */
function counterparts(
  lines: readonly string[],
  before: readonly DocumentBlocks[],
): readonly (DocumentBlocks | undefined)[] {
  const more = lines.length - before.length;
  let top = 0;
  while (top < lines.length && lines[top] === before[top]?.text) top++;
  let end = lines.length;
  while (end > top && end > more && lines[end - 1] === before[end - 1 - more]?.text) end--;
  return lines.map((_, i) => (i < end ? (i < top || i < end - more ? before[i] : undefined) : before[i - more]));
}

const errorsIn = ({ blocks, from }: DocumentBlocks): readonly YamlError[] => shiftedErrors(blocks?.errors ?? [], from);

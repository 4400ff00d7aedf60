import { convert, isEmptyPlain, newTree, type ToFileOffset, placedRange, tooDeep } from './convert-node.ts';
import { type LibraryError, libraryErrors, readDocuments } from './read-documents.ts';
import { yamlErrorWords } from './yaml-error-words.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlDocument, YamlError, YamlFile } from './yaml-node.ts';

export type { ToFileOffset } from './convert-node.ts';

const inPlace: ToFileOffset = (offset) => offset;

/**
 * Parses a YAML or JSON text: never throws, broken text gives a tree of what could be read and the errors in their order.
 * @param place maps offsets of `text` to offsets in the file, for a text nested in a ConfigMap's scalar
 */
export function parseYaml(text: string, place: ToFileOffset = inPlace): YamlFile {
  const read = readDocuments(text);
  if (read.tooDeep !== undefined) {
    const range = placedRange(place, read.tooDeep, read.tooDeep + 1);
    return { documents: [], errors: [{ range, ...tooDeep }] };
  }
  const errors: YamlError[] = [];
  const trees: YamlDocument[] = [];
  const written = text.trimEnd().length;
  for (const document of read.documents) {
    for (const error of libraryErrors(document)) errors.push(yamlError(error, written, place));
    const root = document.contents ? convert(document.contents, newTree(text, place, errors)) : undefined;
    const [, , end] = document.range ?? [0, 0, text.length];
    trees.push({
      range: placedRange(place, 0, afterBlanks(text, end)),
      root: root?.kind === 'scalar' && isEmptyPlain(root) ? undefined : root,
    });
  }
  return { documents: spread(trees, placedRange(place, 0, text.length)), errors: inOrder(errors) };
}

/** The library tells what its parser finds before what its composer finds. */
export const inOrder = (errors: readonly YamlError[]): YamlError[] =>
  [...errors].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);

/** @param written length of the text without trailing blanks */
export const yamlError = (
  { message, pos, since }: Pick<LibraryError, 'message' | 'pos' | 'since'>,
  written: number,
  place: ToFileOffset,
): YamlError => ({
  // Text in quotes that is not closed may go on for many lines: its quote is shown.
  range: errorRange(written, place, message.startsWith('Missing closing ') ? [pos[0], pos[0] + 1] : pos),
  ...(since !== undefined && { since: place(since) }),
  ...yamlErrorWords(message),
});

/** An error at the very end (a quote that is never closed) is shown on the last character that is written. */
function errorRange(written: number, place: ToFileOffset, [start, end]: readonly [number, number]): TextRange {
  return start < written
    ? placedRange(place, start, Math.min(end, written))
    : placedRange(place, Math.max(0, written - 1), written);
}

function afterBlanks(text: string, offset: number): number {
  let end = offset;
  while (/\s/.test(text[end] ?? '')) end++;
  return end;
}

/**
 * The library starts a document at its content and may end it before the last blanks; what a person means by it begins where
 * the previous one ended, and the last one ends with the text.
 */
function spread(trees: readonly YamlDocument[], { start, end }: TextRange): YamlDocument[] {
  return trees.map((tree, i) => ({
    ...tree,
    range: { start: trees[i - 1]?.range.end ?? start, end: i === trees.length - 1 ? end : tree.range.end },
  }));
}

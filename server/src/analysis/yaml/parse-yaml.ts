import { convert, isEmptyPlain, MAX_DEPTH, newTree, type Place, placedRange } from './convert-node.ts';
import { libraryErrors, readDocuments } from './read-documents.ts';
import { yamlErrorWords } from './yaml-error-words.ts';
import type { TextRange } from '../text/text-range.ts';
import type { YamlDocument, YamlError, YamlFile } from './yaml-node.ts';

export type { Place } from './convert-node.ts';

const TOO_DEEP = 'This is nested deeper than Envoy or Kubernetes can read.';

const inPlace: Place = (offset) => offset;

/**
 * Parses a YAML or JSON text: never throws, broken text gives a tree of what could be read and the errors in their order.
 * @param place maps offsets of `text` to offsets in the file, for a text nested in a ConfigMap's scalar
 */
export function parseYaml(text: string, place: Place = inPlace): YamlFile {
  const tooDeep = depthError(text);
  if (tooDeep !== undefined)
    return {
      documents: [],
      errors: [{ range: placedRange(place, tooDeep, tooDeep + 1), message: TOO_DEEP }],
    };
  const errors: YamlError[] = [];
  const trees: YamlDocument[] = [];
  const written = text.trimEnd().length;
  for (const document of readDocuments(text)) {
    for (const error of libraryErrors(document)) errors.push(yamlError(error, written, place));
    const root = document.contents ? convert(document.contents, newTree(text, place, errors)) : undefined;
    const [, , end] = document.range ?? [0, 0, text.length];
    trees.push({
      range: placedRange(place, 0, end),
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
  { message, pos }: { readonly message: string; readonly pos: readonly [number, number] },
  written: number,
  place: Place,
): YamlError => ({ range: errorRange(written, place, pos), ...yamlErrorWords(message) });

/** An error at the very end (a quote that is never closed) is shown on the last character that is written. */
function errorRange(written: number, place: Place, [start, end]: readonly [number, number]): TextRange {
  return start < written
    ? placedRange(place, start, Math.min(end, written))
    : placedRange(place, Math.max(0, written - 1), written);
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

/** Offset where the nesting of brackets or dashes exceeds the limit; cheap, and before the recursive parser sees the text. */
export function depthError(text: string): number | undefined {
  return deepestBracket(text) > MAX_DEPTH || text.includes(manyDashes) ? firstTooDeep(text) : undefined;
}

const manyDashes = '- '.repeat(20);

/** Looks at brackets alone, which no text has many of. */
function deepestBracket(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

function firstTooDeep(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_DEPTH) return i;
    } else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    else if (code === 0x2d && depth === 0 && dashRun(text, i) > MAX_DEPTH) return i;
  }
  return undefined;
}

/** Length of a run of compact sequence dashes (`- - - -`), each of which nests one deeper. */
function dashRun(text: string, start: number): number {
  let count = 0;
  for (let i = start; text[i] === '-' && text[i + 1] === ' '; i += 2) count++;
  return count;
}

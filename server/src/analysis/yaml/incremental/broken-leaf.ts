import type { Document } from 'yaml';
import { lineAfter, lineStart } from '../../text/line-places.ts';
import { joinOpenFlow, openUntil } from '../syntax/join-flow.ts';
import { yamlError } from '../syntax/parse-yaml.ts';
import { type LibraryError, libraryErrorsOf, sortedErrors } from '../syntax/read-documents.ts';
import { cannotBeKey } from './line-shapes.ts';
import type { SplitLeaf } from './split-yaml.ts';
import type { YamlError } from '../syntax/yaml-node.ts';

/** The maximum number of lines after a leaf in which the error of an open bracket or quote is searched. */
const LINES_AHEAD = 64;

/**
 * The first error of a leaf that leaves a bracket or quote open, if the text is broken regardless of what follows: in the leaf,
 * or in the lines after it that it consumes. Undefined if only the whole text can tell.
 * @param fileText the text that contains the leaf
 * @param known the leaf's own lines, which may be all that must be read
 */
export function certainError(leaf: SplitLeaf, fileText: string, known: KnownLines): YamlError | undefined {
  const above = linesAbove(fileText, leaf.start);
  if (libraryErrorsOf(above + nextLine(leaf, fileText)).length > 0) return undefined;
  const opened = openedBy(above, leaf, fileText);
  const end = linesAfter(fileText, opened.end, LINES_AHEAD);
  const read = above + fileText.slice(leaf.start, end);
  const region = { from: above.length, lastLine: lineStart(read, read.length - 1), rest: fileText.slice(end) };
  const errors = read === known.text && !known.isJoined ? sortedErrors(known.documents) : libraryErrorsOf(read);
  const first = firstCertain(errors, region);
  if (!first) return undefined;
  const place = (offset: number) => offset - above.length + leaf.start;
  const asError = () => yamlError(first, fileText.trimEnd().length - leaf.start + above.length, place);
  if (opened.never) return asError();
  // What Envoy's loader accepts beyond the library must be broken as well.
  const joined = joinOpenFlow(read);
  if (joined !== undefined && joined !== read && !firstCertain(libraryErrorsOf(joined), region)) return undefined;
  return asError();
}

/**
 * Where the bracket or quote ends that a leaf leaves open. The text of a quote is one token, so it is read to its end, but not
 * that of a bracket.
 */
function openedBy(above: string, leaf: SplitLeaf, fileText: string): { readonly end: number; readonly never: boolean } {
  const text = above + fileText.slice(leaf.start);
  const by = leaf.start - above.length;
  const { closedAt, quoteEnd } = openUntil(text, leaf.end - by);
  return { end: quoteEnd === undefined ? leaf.end : quoteEnd + by, never: closedAt === undefined };
}

interface KnownLines {
  readonly text: string;
  readonly documents: readonly Document.Parsed[];
  readonly isJoined: boolean;
}

/** What is read instead of a whole text. */
interface Region {
  /** Start of the leaf, and of the last line. */
  readonly from: number;
  readonly lastLine: number;
  /** The text after it. */
  readonly rest: string;
}

/** The first error of what was read, if it occurs regardless of what follows, or because of the text that does follow. */
function firstCertain([first]: readonly LibraryError[], { from, lastLine, rest }: Region): LibraryError | undefined {
  if (!first || first.pos[0] < from) return undefined;
  // An error on the last line may come from the end of what was read.
  if (rest === '' || first.pos[1] <= lastLine) return first;
  // A token where none is allowed, wherever it ends.
  if (/^Unexpected \S+ at node end$/.test(first.message) && first.pos[0] < lastLine) return first;
  const quote = /^Missing closing (["'])quote/.exec(first.message)?.[1];
  return quote !== undefined && !rest.includes(quote) ? first : undefined;
}

/** The lines that the leaf's collections are opened by, outermost first: as far as columns tell, all that is above it. */
function linesAbove(text: string, start: number): string {
  const lines: string[] = [];
  let { indent, isDash } = looksOf(text, start);
  for (let end = start; end > 0 && (indent > 0 || isDash); ) {
    const at = lineStart(text, end - 1);
    const looks = looksOf(text, at);
    if (
      !looks.isTrivia &&
      (looks.isDash || !cannotBeKey(text, at + looks.indent)) &&
      (looks.indent < indent || (isDash && !looks.isDash && looks.indent === indent))
    ) {
      lines.unshift(text.slice(at, end));
      ({ indent, isDash } = looks);
    }
    end = at;
  }
  return lines.join('');
}

function looksOf(text: string, start: number) {
  let at = start;
  while (text[at] === ' ') at++;
  const char = text[at] ?? '\n';
  return {
    indent: at - start,
    isDash: char === '-' && /\s/.test(text[at + 1] ?? '\n'),
    isTrivia: char === '#' || char === '\n' || char === '\r',
  };
}

/** A line that may occur where the leaf begins. */
function nextLine({ start, of, dash }: SplitLeaf, text: string): string {
  const { indent } = looksOf(text, start);
  return `${' '.repeat(indent)}${of === 'seq' || dash !== undefined ? '- ' : ''}next: next\n`;
}

function linesAfter(text: string, start: number, count: number): number {
  let end = start;
  for (let i = 0; i < count && end < text.length; i++) end = lineAfter(text, end);
  return end;
}

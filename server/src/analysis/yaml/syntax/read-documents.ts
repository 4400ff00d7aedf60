import { Composer, type CST, type Document, Lexer, Parser, visit } from 'yaml';
import { MAX_DEPTH } from './convert-node.ts';
import { joinFlow } from './join-flow.ts';

/** Longer texts, in UTF-16 units, are not read a second time. */
const MAX_JOINED = 1_000_000;

/** The documents of a text (`isJoined`: of the text with the lines in brackets joined), or the offset at which it is nested too deeply. */
export type ReadDocuments =
  | { readonly documents: readonly Document.Parsed[]; readonly isJoined?: boolean; readonly tooDeep?: never }
  | { readonly documents?: never; readonly isJoined?: never; readonly tooDeep: number };

/**
 * Reads texts that Envoy and the API server accept, which are slightly more than the library accepts.
 * @param depth the number of collections above the text, if it is a part of a larger one
 */
export function readDocuments(text: string, depth = 0): ReadDocuments {
  const read = libraryDocuments(text, depth);
  if (read.tooDeep !== undefined) return read;
  const errors = read.documents.flatMap(libraryErrors);
  const mayHelp = text.length < MAX_JOINED && errors.some(({ code }) => ofFlow.has(code));
  const joined = mayHelp ? joinFlow(text) : undefined;
  if (joined === undefined) return read;
  const again = libraryDocuments(joined, depth);
  return again.tooDeep === undefined && again.documents.flatMap(libraryErrors).length < errors.length
    ? { ...again, isJoined: true }
    : read;
}

/** What the library says against a text, in its order; nothing against one that is too deep. */
export const libraryErrorsOf = (text: string): LibraryError[] =>
  sortedErrors(libraryDocuments(text, 0).documents ?? []);

/** The errors of documents, in the order of the text. */
export const sortedErrors = (documents: readonly Document.Parsed[]): LibraryError[] =>
  documents.flatMap(libraryErrors).sort((a, b) => a.pos[0] - b.pos[0]);

/** The library's codes for lines in brackets or quotes that are not indented: without them, another reading finds the same. */
const ofFlow: ReadonlySet<string> = new Set(['BAD_INDENT', 'MISSING_CHAR']);

function libraryDocuments(text: string, depth: number): ReadDocuments {
  const tokens = boundedTokens(text, MAX_DEPTH - depth);
  if (typeof tokens === 'number') return { tooDeep: tokens };
  // Scalars stay text (failsafe): what they mean is the business of the models. Duplicate keys and merge keys are rules' business.
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
    stringKeys: false,
  });
  const documents = withoutStacks(() => [...composer.compose(tokens)]);
  for (const document of documents) findOpenings(document);
  return { documents };
}

/** An error of the library. `since`: where the outermost bracket opens that is not closed, which may be far above. */
export type LibraryError = Document.Parsed['errors'][number] & { since?: number | undefined };

/**
 * The library says that a quote or bracket is not closed where the text or the collection ends, which may be far below. Now the
 * range of a quote's error is the text in it, and a bracket's error tells where the bracket is.
 */
function findOpenings(document: Document.Parsed): void {
  const errors: readonly LibraryError[] = document.errors;
  const quotes = new Map(errors.filter(isOpenQuote).map((error) => [error.pos[0], error]));
  const brackets = errors.filter(isOpenBracket);
  if (quotes.size + brackets.length === 0) return;
  const openings = new Map<number, number>();
  visit(document, {
    Scalar(_, { type, range }) {
      if (!range || (type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE')) return;
      const [start, end] = range;
      const error = quotes.get(end);
      if (error) error.pos = [start, end];
    },
    Collection(_, { flow, range }) {
      if (!range || !flow) return;
      const [start, end] = range;
      openings.set(end, Math.min(openings.get(end) ?? start, start));
    },
  });
  for (const error of brackets) error.since = openings.get(error.pos[0]);
  // A key with a quote that is not closed is on several lines only because of that.
  const open = new Set([...quotes.values()].map(({ pos }) => pos[0]));
  document.errors = document.errors.filter(({ code, pos }) => code !== 'MULTILINE_IMPLICIT_KEY' || !open.has(pos[0]));
}

const isOpenQuote = ({ message }: LibraryError): boolean => message.startsWith('Missing closing ');

const isOpenBracket = ({ message }: LibraryError): boolean => /^Flow \w+ (?:in block collection )?must /.test(message);

/** The library makes an Error of each mistake in a text; to note where in the code takes longer than all the rest. */
function withoutStacks<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/**
 * What the library's parser yields, or the offset where more collections or properties are open than the limit. The library
 * reads nested collections by calling itself, which ends the process for deep texts; so the first step looks at the depth.
 */
function boundedTokens(text: string, limit: number): CST.Token[] | number {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let properties = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    properties = isBlank(lexeme) ? properties : isProperty(lexeme) ? properties + 1 : 0;
    // Beside the collections, the document and a scalar may be open.
    if (parser.stack.length > limit + 2 || properties > MAX_DEPTH) return Math.min(parser.offset, text.length - 1);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

const isBlank = (lexeme: string): boolean => lexeme[0] === ' ' || lexeme[0] === '\t';

/** An anchor or a tag. */
const isProperty = (lexeme: string): boolean => lexeme[0] === '&' || lexeme[0] === '!';

/** What the library says against a document; both loaders take `"text"#comment`, and `\'` in double quotes. */
export const libraryErrors = ({ errors }: Document.Parsed): LibraryError[] =>
  errors.filter(({ message }) => !/^Comments must be separated|^Invalid escape sequence \\'/.test(message));

import { didYouMean } from '../text/did-you-mean.ts';
import type { TextRange } from '../text/text-range.ts';

/** A request as a comment describes it: `# curl: POST /orders host: shop.example.com body: {"id": 1} expect: 201`. */
export interface CommentedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly host?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly expected: readonly Expectation[];
}

/** What the answer must be. */
export interface Expectation {
  readonly kind: 'status' | 'header' | 'body' | 'cluster';
  /** Of the header, in lower case. */
  readonly name?: string;
  /** `~`: the value contains the text; `=`: it is the text. */
  readonly how: '~' | '=';
  /** Of a status, a number or a class such as `2xx`. */
  readonly text: string;
}

/** The first mistake in a comment. */
export interface RequestMistake {
  readonly kind: 'method' | 'word' | 'repeated' | 'value' | 'host' | 'header' | 'expectation' | 'unclosed';
  readonly range: TextRange;
  readonly written: string;
  /** What was probably meant, if it is a single candidate. */
  readonly meant?: string;
}

export interface RequestComment {
  /** From `#` to the end of the line. */
  readonly range: TextRange;
  readonly read: CommentedRequest | RequestMistake;
}

export const requestMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
export const requestWords = ['host', 'header', 'body', 'expect'];

/** Headers that follow from the other parts of a request. */
const ownHeaders = /^(host|content-length|transfer-encoding|connection)$/;

/**
 * The comments of a text that describe a request: those that are alone on their line and in which a path follows `curl:`, or a word
 * that is nearly a method, and then a path. Others are notes for people, such as `# curl: see the wiki`.
 */
export function requestComments(text: string): readonly RequestComment[] {
  if (!text.includes('curl:')) return [];
  return [...text.matchAll(/^([ \t]*)#[ \t]*curl:[ \t](.*)$/gm)].flatMap((found) => {
    const [line, indent = '', after = ''] = found;
    const content = after.trim();
    const range = { start: found.index + indent.length, end: found.index + line.trimEnd().length };
    return isRequest(content) ? [{ range, read: readRequest(content, range.end - content.length) }] : [];
  });
}

function isRequest(content: string): boolean {
  const [, word, path] = /^(?:([A-Za-z]+)[ \t]+)?(\/?)/.exec(content) ?? [];
  if (path !== '/') return false;
  return word === undefined || /^[A-Z]+$/.test(word) || requestMethods.includes(word.toUpperCase());
}

/** Where the comment is read, with what was read so far. */
interface Reader {
  readonly content: string;
  at: number;
  method?: string;
  path: string;
  host?: string;
  headers: [string, string][];
  body?: string;
  expected: Expectation[];
}

function readRequest(content: string, offset: number): CommentedRequest | RequestMistake {
  const reader: Reader = { content, at: 0, path: '', headers: [], expected: [] };
  const mistake = readStart(reader) ?? readFields(reader);
  if (mistake) {
    const { start, end } = mistake.range;
    return { ...mistake, range: { start: start + offset, end: end + offset } };
  }
  const { path, host, headers, body, expected } = reader;
  const typed = body === undefined || headers.some(([name]) => name.toLowerCase() === 'content-type');
  const type = /^[[{]/.test(body ?? '') ? 'application/json' : 'text/plain';
  return {
    method: reader.method ?? (body === undefined ? 'GET' : 'POST'),
    path,
    ...(host !== undefined && { host }),
    headers: typed ? headers : [...headers, ['content-type', type]],
    ...(body !== undefined && { body }),
    expected,
  };
}

function readStart(reader: Reader): RequestMistake | undefined {
  const word = take(reader, /[A-Za-z]+/y);
  if (word !== undefined && !requestMethods.includes(word)) {
    return mistakeAt(reader, 'method', word, didYouMean(word, requestMethods)[0]);
  }
  reader.method = word;
  take(reader, /[ \t]+/y);
  reader.path = take(reader, /\/\S*/y) ?? '/';
  return undefined;
}

function readFields(reader: Reader): RequestMistake | undefined {
  const seen = new Set<string>();
  for (;;) {
    take(reader, /[ \t]+/y);
    if (reader.at === reader.content.length) return undefined;
    const key = take(reader, /[A-Za-z-]+:/y);
    const name = key?.slice(0, -1) ?? '';
    if (!requestWords.includes(name)) {
      const written = key ?? take(reader, /\S+/y) ?? '';
      const [meant] = key === undefined ? [] : didYouMean(name, requestWords);
      return mistakeAt(reader, 'word', written, meant && `${meant}:`);
    }
    if (seen.has(name) && (name === 'host' || name === 'body')) return mistakeAt(reader, 'repeated', key ?? '');
    seen.add(name);
    take(reader, /[ \t]+/y);
    const mistake = fieldReaders[name]?.(reader);
    if (mistake) return mistake;
  }
}

const fieldReaders: Readonly<Record<string, (reader: Reader) => RequestMistake | undefined>> = {
  host: (reader) => {
    // `[` opens an IPv6 address here.
    const quoted = looksAt(reader, /"/y) ? readValue(reader) : undefined;
    if (quoted?.kind === 'unclosed') return mistakeAt(reader, 'unclosed', quoted.text);
    const host = quoted?.text ?? readWord(reader);
    if (host === undefined) return mistakeAt(reader, 'value', 'host:');
    if (!/^[!-~]+$/.test(host)) return mistakeAt(reader, 'host', host);
    reader.host = host;
    return undefined;
  },
  header: (reader) => {
    const start = reader.at;
    const name = take(reader, /[\w!#$%&'*+.^|-]+/y) ?? '';
    if (take(reader, /=/y) === undefined || name === '' || ownHeaders.test(name.toLowerCase())) {
      reader.at = start;
      const written = readWord(reader);
      return written === undefined ? mistakeAt(reader, 'value', 'header:') : mistakeAt(reader, 'header', written);
    }
    const value = readValue(reader);
    if (value.kind === 'unclosed') return mistakeAt(reader, 'unclosed', value.text);
    reader.headers.push([name, value.text]);
    return undefined;
  },
  body: (reader) => {
    const value = readValue(reader);
    if (value.kind === 'unclosed') return mistakeAt(reader, 'unclosed', value.text);
    if (value.kind === 'absent') return mistakeAt(reader, 'value', 'body:');
    reader.body = value.text;
    return undefined;
  },
  expect: readExpectations,
};

function readExpectations(reader: Reader): RequestMistake | undefined {
  const before = reader.expected.length;
  for (;;) {
    take(reader, /[ \t]+/y);
    const atEnd = reader.at === reader.content.length || looksAt(reader, /[A-Za-z-]+:/y);
    if (atEnd && reader.expected.length > before) return undefined;
    if (atEnd) return mistakeAt(reader, 'value', 'expect:');
    const status = take(reader, /[1-5](?:\d\d|xx)(?=\s|$)/y);
    if (status !== undefined) {
      reader.expected.push({ kind: 'status', how: '=', text: status });
      continue;
    }
    const found = take(reader, /[A-Za-z][\w-]*[~=]/y);
    if (found === undefined) return mistakeAt(reader, 'expectation', take(reader, /\S+/y) ?? '');
    const value = readValue(reader);
    if (value.kind === 'unclosed') return mistakeAt(reader, 'unclosed', value.text);
    if (value.kind === 'absent') return mistakeAt(reader, 'expectation', found);
    reader.expected.push(expectationOf(found, value.text));
  }
}

function expectationOf(found: string, text: string): Expectation {
  const name = found.slice(0, -1).toLowerCase();
  const how = found.endsWith('~') ? '~' : '=';
  return name === 'body' || name === 'cluster' ? { kind: name, how, text } : { kind: 'header', name, how, text };
}

interface Value {
  readonly kind: 'value' | 'absent' | 'unclosed';
  readonly text: string;
}

/** A text in double quotes with the escapes of JSON, a text in brackets, or a word. */
function readValue(reader: Reader): Value {
  const next = reader.content[reader.at];
  if (next === '"') {
    const quoted = take(reader, /"(?:[^"\\]|\\.)*"/y);
    const text = quoted === undefined ? undefined : unquoted(quoted);
    return text === undefined ? { kind: 'unclosed', text: takeRest(reader) } : { kind: 'value', text };
  }
  if (next === '{' || next === '[') {
    const end = endOfBrackets(reader.content, reader.at);
    if (end === undefined) return { kind: 'unclosed', text: takeRest(reader) };
    const text = reader.content.slice(reader.at, end);
    reader.at = end;
    return { kind: 'value', text };
  }
  const word = readWord(reader);
  return word === undefined ? { kind: 'absent', text: '' } : { kind: 'value', text: word };
}

/** A word that does not look like the next field. */
const readWord = (reader: Reader): string | undefined =>
  looksAt(reader, /(?:host|header|body|expect):/y) ? undefined : take(reader, /\S+/y);

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The offset after the bracket that closes the one at `start`. Brackets in double quotes do not count. */
function endOfBrackets(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1;
  }
  return undefined;
}

function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.content)?.[0];
  reader.at += found?.length ?? 0;
  return found;
}

function looksAt(reader: Reader, pattern: RegExp): boolean {
  pattern.lastIndex = reader.at;
  return pattern.test(reader.content);
}

function takeRest(reader: Reader): string {
  const rest = reader.content.slice(reader.at);
  reader.at = reader.content.length;
  return rest;
}

/** A mistake about the text that was read last. */
function mistakeAt(
  { content, at }: Reader,
  kind: RequestMistake['kind'],
  written: string,
  meant?: string,
): RequestMistake {
  const start = Math.max(0, content.lastIndexOf(written, at));
  return { kind, range: { start, end: start + written.length }, written, ...(meant !== undefined && { meant }) };
}

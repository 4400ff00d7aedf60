import { envoyFacts } from '../schema/envoy-facts.ts';

/**
 * What RE2 says about a pattern, in its own words, and the part of the pattern that it means (UTF-16 offsets). Of a bracket
 * without its other half RE2 shows the whole pattern; here, the part starts at the bracket.
 */
export interface RegexError {
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

/** A piece that a repetition may follow. `size`: instructions at least; `times`: the product of nested repetitions. */
interface Piece {
  readonly size: number;
  readonly times: number;
}

/** An open group: the size of its current alternative, and the largest of the previous ones. */
interface Group {
  /** Where its bracket is. */
  readonly open: number;
  pieces: Piece[];
  before: Piece[];
}

interface Parser {
  readonly pattern: string;
  at: number;
  readonly outer: Group[];
  group: Group;
  /** Where a repetition operator started that ended just here. */
  operator?: number;
}

type Failure = RegexError | undefined;

const maxRepeat = 1000;
const maxCode = 0xff;

/** Reads the bytes of a pattern as RE2 does: what is wrong, or how large the whole is. */
export function parseRegex(pattern: string): RegexError | Piece {
  const parser: Parser = { pattern, at: 0, outer: [], group: { open: 0, pieces: [], before: [] } };
  while (parser.at < pattern.length) {
    const previous = parser.operator;
    delete parser.operator;
    const failure = parseNext(parser, previous);
    if (failure) return failure;
  }
  if (parser.outer.length > 0) return { words: 'missing )', start: parser.group.open, end: pattern.length };
  return closed(parser.group);
}

function parseNext(parser: Parser, previous: number | undefined): Failure {
  const { pattern, at, group } = parser;
  switch (pattern[at]) {
    case '(':
      return openGroup(parser);
    case '|':
      group.before.push(concatenated(group.pieces));
      group.pieces = [];
      parser.at++;
      return undefined;
    case ')':
      return closeGroup(parser);
    case '[':
      return parseClass(parser);
    case '*':
    case '+':
    case '?':
      parser.at++;
      return repeat(parser, at, previous, pattern[at] === '+' ? 1 : 0);
    case '{':
      return parseCount(parser, previous);
    case '\\':
      return parseBackslash(parser);
    case '^':
    case '$':
      return push(parser, 1, { size: 0, times: 1 });
    default:
      return literal(parser, 1);
  }
}

const literal = (parser: Parser, length: number): undefined => push(parser, length, { size: 1, times: 1 });

function push(parser: Parser, length: number, piece: Piece): undefined {
  parser.at += length;
  parser.group.pieces.push(piece);
}

function fail(parser: Parser, words: string, start: number, end = parser.at): RegexError {
  return { words, start, end: Math.min(end, parser.pattern.length) };
}

/** RE2 supports `(?P<name>`, `(?<name>`, `(?flags:` and `(?flags)` after `(?`. */
function openGroup(parser: Parser): Failure {
  const { pattern, at } = parser;
  const rest = pattern.slice(at);
  if (!rest.startsWith('(?')) return enter(parser, 1);
  const around = /^\(\?(<?)[=!]/.exec(rest);
  if (around && rest.length > around[0].length) return fail(parser, 'invalid perl operator', at, at + around[0].length);
  if (/^\(\?(P<.|<.)/s.test(rest)) {
    const name = /^\(\?P?<([^>]*)>/.exec(rest);
    if (name && /^\w+$/.test(name[1] ?? '')) return enter(parser, name[0].length);
    return fail(parser, 'invalid named capture group', at, name ? at + name[0].length : pattern.length);
  }
  const flags = /^\(\?([imsU]*)(-[imsU]+)?([:)])/.exec(rest);
  if (flags) {
    if (flags[3] === ':') return enter(parser, flags[0].length);
    parser.at += flags[0].length;
    return undefined;
  }
  const read = /^\(\?[imsU]*(-[imsU]*)?/.exec(rest)?.[0].length ?? 2;
  return fail(parser, 'invalid perl operator', at, at + read + 1);
}

function enter(parser: Parser, length: number): undefined {
  parser.outer.push(parser.group);
  parser.group = { open: parser.at, pieces: [], before: [] };
  parser.at += length;
}

function closeGroup(parser: Parser): Failure {
  const outer = parser.outer.pop();
  if (!outer) return fail(parser, 'unexpected )', parser.at, parser.at + 1);
  parser.at++;
  outer.pieces.push(closed(parser.group));
  parser.group = outer;
  return undefined;
}

/** Alternatives may share what they have in common, so only the largest is sure to be there. */
function closed({ before, pieces }: Group): Piece {
  const all = [...before, concatenated(pieces)];
  return { size: Math.max(...all.map(({ size }) => size)), times: Math.max(...all.map(({ times }) => times)) };
}

const concatenated = (pieces: readonly Piece[]): Piece => ({
  size: pieces.reduce((sum, { size }) => sum + size, 0),
  times: pieces.reduce((most, { times }) => Math.max(most, times), 1),
});

function parseCount(parser: Parser, previous: number | undefined): Failure {
  const { pattern, at } = parser;
  // Numbers with leading zeros make it literal text.
  const count = /^\{(0|[1-9]\d{0,8})(,(0|[1-9]\d{0,8})?)?\}/.exec(pattern.slice(at));
  if (!count) return literal(parser, 1);
  parser.at += count[0].length;
  const low = Number(count[1]);
  const high = count[3] === undefined ? undefined : Number(count[3]);
  const most = count[2] === undefined ? low : high;
  const tooMany = low > maxRepeat || (most !== undefined && (most < low || most > maxRepeat));
  return repeat(parser, at, previous, low, most ?? low, tooMany);
}

function repeat(
  parser: Parser,
  start: number,
  previous: number | undefined,
  low: number,
  times = 1,
  tooMany = false,
): Failure {
  if (parser.pattern[parser.at] === '?') parser.at++;
  if (previous !== undefined) return fail(parser, 'bad repetition operator', previous);
  if (tooMany) return fail(parser, 'invalid repetition size', start);
  const operand = parser.group.pieces.pop();
  if (!operand) return fail(parser, 'no argument for repetition operator', start);
  const product = operand.times * Math.max(1, times);
  if (times >= 2 && product > maxRepeat) return fail(parser, 'invalid repetition size', start);
  parser.group.pieces.push({ size: operand.size * low, times: product });
  parser.operator = start;
  return undefined;
}

function parseBackslash(parser: Parser): Failure {
  const { pattern, at } = parser;
  const next = pattern[at + 1];
  if (next === 'Q') return quoted(parser);
  if (next && 'bBAzC'.includes(next)) return push(parser, 2, { size: 0, times: 1 });
  if (next && isClassEscape(next)) {
    const failure = parseClassEscape(parser);
    if (!failure) parser.group.pieces.push({ size: 1, times: 1 });
    return failure;
  }
  const code = parseEscape(parser);
  return typeof code === 'number' ? literal(parser, 0) : code;
}

/** `\Q…\E`: all in between is literal; the end may be missing. */
function quoted(parser: Parser): undefined {
  const { pattern } = parser;
  const end = pattern.indexOf('\\E', parser.at + 2);
  for (const _ of pattern.slice(parser.at + 2, end < 0 ? undefined : end)) literal(parser, 0);
  parser.at = end < 0 ? pattern.length : end + 2;
}

const isClassEscape = (letter: string): boolean => 'dDsSwWpP'.includes(letter);

/** `\d` and its like, `\pL` and `\p{Han}`. */
function parseClassEscape(parser: Parser): Failure {
  const { pattern, at } = parser;
  if (!/[pP]/.test(pattern[at + 1] ?? '')) {
    parser.at += 2;
    return undefined;
  }
  const braced = pattern[at + 2] === '{';
  const close = braced ? pattern.indexOf('}', at) : at + 2;
  parser.at = close < 0 ? pattern.length : Math.min(close + 1, pattern.length);
  const name = braced ? pattern.slice(at + 3, Math.max(close, at + 3)) : pattern.slice(at + 2, parser.at);
  if (close >= 0 && envoyFacts().unicode.includes(name.replace(/^\^/, ''))) return undefined;
  return fail(parser, 'invalid character class range', at);
}

/** Reads an escape sequence for one character and returns the character. */
function parseEscape(parser: Parser): RegexError | number {
  const { pattern, at } = parser;
  const rest = pattern.slice(at);
  if (rest.length === 1) return fail(parser, 'trailing \\', at, at + 1);
  const code = escaped(rest);
  if (!code) return fail(parser, 'invalid escape sequence', at, at + wrongEscapeLength(rest));
  parser.at += code.length;
  return code.value;
}

function escaped(rest: string): { length: number; value: number } | undefined {
  const hex = /^\\x(?:([0-9a-f]{2})|\{([0-9a-f]+)\})/i.exec(rest);
  if (hex) {
    const value = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
    return value <= maxCode ? { length: hex[0].length, value } : undefined;
  }
  // One digit other than 0 would be a backreference.
  const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
  const octalValue = Number.parseInt(octal?.[1] ?? '', 8);
  if (octal) return octalValue <= maxCode ? { length: octal[0].length, value: octalValue } : undefined;
  const control = '\\a\\f\\n\\r\\t\\v'.indexOf(rest.slice(0, 2)) / 2;
  if (Number.isInteger(control) && control >= 0) return { length: 2, value: [7, 12, 10, 13, 9, 11][control] ?? 0 };
  const next = rest.charCodeAt(1);
  return next < 0x80 && !/[A-Za-z0-9]/.test(rest.charAt(1)) ? { length: 2, value: next } : undefined;
}

/** RE2 says what it has read until it knew. */
function wrongEscapeLength(rest: string): number {
  const braced = /^\\x\{0*[0-9a-f]{0,2}/i.exec(rest)?.[0].length;
  if (braced) return braced + 1;
  return /^\\x/.test(rest) ? 4 : (/^\\[0-7]{3}/.exec(rest)?.[0].length ?? 2);
}

function parseClass(parser: Parser): Failure {
  const { pattern, at: open } = parser;
  parser.at += pattern[open + 1] === '^' ? 2 : 1;
  for (let first = true; parser.at < pattern.length && (first || pattern[parser.at] !== ']'); first = false) {
    const failure = parseClassItem(parser, open);
    if (failure) return failure;
  }
  if (parser.at >= pattern.length) return fail(parser, 'missing ]', open);
  parser.at++;
  parser.group.pieces.push({ size: 1, times: 1 });
  return undefined;
}

function parseClassItem(parser: Parser, open: number): Failure {
  const { pattern, at } = parser;
  const rest = pattern.slice(at);
  const named = /^\[:(.*?):\]/s.exec(rest);
  if (named) {
    parser.at += named[0].length;
    return posixClass.test(named[1] ?? '') ? undefined : fail(parser, 'invalid character class range', at);
  }
  if (/^\\([dDsSwW]|[pP].)/s.test(rest)) return parseClassEscape(parser);
  const low = classCharacter(parser, open);
  if (typeof low !== 'number') return low;
  if (pattern[parser.at] !== '-' || parser.at + 1 >= pattern.length || pattern[parser.at + 1] === ']') return undefined;
  parser.at++;
  const high = classCharacter(parser, open);
  if (typeof high !== 'number') return high;
  return high < low ? fail(parser, 'invalid character class range', at) : undefined;
}

const posixClass = /^\^?(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit)$/;

function classCharacter(parser: Parser, open: number): RegexError | number {
  const { pattern, at } = parser;
  if (at >= pattern.length) return fail(parser, 'missing ]', open);
  if (pattern[at] === '\\') return parseEscape(parser);
  parser.at++;
  return pattern.charCodeAt(at);
}

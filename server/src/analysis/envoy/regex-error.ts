import { parseRegex, type RegexError } from './parse-regex.ts';

export type { RegexError };

/**
 * The error of RE2 in a pattern, with the options of Envoy. Undefined if the pattern is valid. A parser of RE2's syntax
 * that was compared with Envoy 1.40 (test/envoy/regex-verdicts.json). Since 1.39 Envoy uses RE2 with bytes instead of
 * characters: `\x{100}` is an error, and a non-ASCII letter is several literals.
 */
export function regexError(pattern: string): RegexError | undefined {
  const { bytes, starts } = bytesOf(pattern);
  const result = parseRegex(bytes);
  if (!('words' in result)) return undefined;
  return {
    words: result.words,
    start: starts?.[result.start] ?? result.start,
    end: starts?.[result.end] ?? result.end,
  };
}

/**
 * A lower bound for the size of RE2's program for a pattern. 0 if the pattern is invalid. Envoy rejects programs with
 * more than 100 instructions unless the runtime key `re2.max_program_size.error_level` sets another limit.
 */
export function regexSizeAtLeast(pattern: string): number {
  // A literal prefix at the start of the text is not part of the program, and Unicode classes may match no byte.
  if (/(^|[^[\\])\^|\\[ApP]/.test(pattern)) return 0;
  const result = parseRegex(bytesOf(pattern).bytes);
  // Every program has four instructions around those of the pattern.
  return 'words' in result ? 0 : result.size + 4;
}

/** The UTF-8 bytes of a text, one per character; `starts`: where in the text the character of each byte starts. */
function bytesOf(text: string): { bytes: string; starts?: readonly number[] } {
  if (!/[^\0-\x7f]/.test(text)) return { bytes: text };
  const starts: number[] = [];
  let bytes = '';
  let at = 0;
  for (const character of text) {
    for (const byte of new TextEncoder().encode(character)) {
      bytes += String.fromCharCode(byte);
      starts.push(at);
    }
    at += character.length;
  }
  return { bytes, starts: [...starts, at] };
}

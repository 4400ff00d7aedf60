import { parseRegex, type RegexError } from './parse-regex.ts';

export type { RegexError };

/**
 * What keeps RE2 from reading a pattern, with the options that Envoy gives it; undefined where it reads it. A parser of
 * RE2's syntax that was compared with Envoy 1.40 (test/envoy/regex-verdicts.json). Since 1.39 Envoy has RE2 read bytes, not
 * characters: `\x{100}` is refused, and a letter beyond ASCII is several literals.
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
 * A size that RE2's program for a pattern has at least; 0 where RE2 does not read it. Envoy refuses programs of more than
 * 100 instructions unless the runtime key `re2.max_program_size.error_level` says otherwise.
 */
export function regexSizeAtLeast(pattern: string): number {
  // What is literal behind the start of the text is no part of the program, and classes of Unicode may hold no byte.
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

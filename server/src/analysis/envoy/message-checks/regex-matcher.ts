import { field, fieldPath } from '../envoy-field.ts';
import { envoyString, envoyUint } from '../envoy-scalar.ts';
import { regexError, regexSizeAtLeast } from '../regex-error.ts';
import type { CodedCheck } from './message-check.ts';

/** RE2 must read the pattern, and its program must not be too large. */
export const regexMatcher: CodedCheck = (node, report, { version }) => {
  const regex = envoyString(field(node, 'regex'));
  if (!regex || (readsCharacters(version) && isBeyondBytes(regex.value))) return;
  const error = regexError(regex.value);
  const size = fieldPath(node, 'google_re2', 'max_program_size');
  const isEmpty = size?.kind === 'map' && size.entries.length === 0;
  const limit = isEmpty ? 0 : envoyUint(size?.kind === 'map' ? field(size, 'value') : size)?.value;
  if (error) {
    const part = { value: regex.at, start: error.start, end: error.end };
    const words = regex.value.slice(error.start, error.end);
    if (/^\(\?<?[=!]/.test(words)) report('envoy/invalid-regex', part, lookaround, words);
    else if (/^\\[1-9]$/.test(words)) report('envoy/invalid-regex', part, backreference, words);
    else
      report('envoy/invalid-regex', part, 'This regular expression is not valid: {0}.', {
        template: error.words,
        args: [],
      });
  } else if (regexSizeAtLeast(regex.value) > (limit ?? 100))
    report('envoy/regex-too-large', regex.at, tooLarge, limit ?? 100);
};

/** Until 1.38, Envoy used RE2 with characters (checked with 1.36 to 1.40). */
const readsCharacters = (version: string | undefined): boolean => /^1\.([12]?\d|3[0-8])(\.|$)/.test(version ?? '');

/** Whether it makes a difference if bytes or characters are read. */
const isBeyondBytes = (pattern: string): boolean => /[^\0-\x7f]|\\x\{|\\[4-7]\d\d/.test(pattern);

const lookaround =
  "'{0}' is not supported. RE2 has no lookahead and no lookbehind. Match the text you expect, or use several matchers.";
const backreference = "'{0}' is not supported. RE2 has no backreferences.";
const tooLarge =
  "This regular expression exceeds {0} instructions. Shorten it, or raise runtime key 're2.max_program_size.error_level'.";

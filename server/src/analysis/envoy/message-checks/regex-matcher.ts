import { field, fieldPath } from '../envoy-field.ts';
import { envoyString, envoyUint } from '../envoy-scalar.ts';
import { regexError, regexSizeAtLeast } from '../regex-error.ts';
import type { MessageCheck } from './message-check.ts';

/** RE2 must read the pattern, and its program must not be too large. */
export const regexMatcher: MessageCheck = (node, report, { version }) => {
  const regex = envoyString(field(node, 'regex'));
  if (!regex || (readsCharacters(version) && isBeyondBytes(regex.value))) return;
  const error = regexError(regex.value);
  const limit = envoyUint(fieldPath(node, 'google_re2', 'max_program_size'))?.value;
  if (error) {
    const part = { value: regex.at, start: error.start, end: error.end };
    const words = regex.value.slice(error.start, error.end);
    if (/^\(\?<?[=!]/.test(words)) report('envoy/invalid-regex', part, lookaround, words);
    else if (/^\\[1-9]$/.test(words)) report('envoy/invalid-regex', part, backreference, words);
    else report('envoy/invalid-regex', part, 'Envoy cannot read this regular expression: {0}.', error.words);
  } else if (regexSizeAtLeast(regex.value) > (limit ?? 100))
    report('envoy/regex-too-large', regex.at, tooLarge, limit ?? 100);
};

/** Until 1.38, Envoy had RE2 read characters (1.36 to 1.40 were asked). */
const readsCharacters = (version: string | undefined): boolean => /^1\.([12]?\d|3[0-8])(\.|$)/.test(version ?? '');

/** Whether it makes a difference if bytes or characters are read. */
const isBeyondBytes = (pattern: string): boolean => /[^\0-\x7f]|\\x\{|\\[4-7]\d\d/.test(pattern);

const lookaround =
  'Regular expressions in Envoy have no lookahead and no lookbehind: "{0}" is refused. Match what is wanted instead, or use several matchers.';
const backreference = 'Regular expressions in Envoy have no backreferences: "{0}" is refused.';
const tooLarge =
  'This regular expression needs more than the {0} instructions that Envoy allows: shorten it, or raise the runtime key "re2.max_program_size.error_level".';

import { regexError } from '../../envoy/regex-error.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';

export const invalidRegex = messageRule({
  code: 'envoy/invalid-regex',
  severity: 'error',
  summary: 'A regular expression is invalid.',
  why: 'Envoy uses RE2 for regular expressions. RE2 does not support lookaround and backreferences, and matches bytes. A bracket that is not closed and a `*` with nothing before it are also errors.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { safe_regex: { regex: "/api/(?!internal).*" } }
#? error envoy/invalid-regex at "(?!"
`,
    },
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { safe_regex: { regex: "/(draft" } }
#? error envoy/invalid-regex at "(draft": This regular expression is not valid: missing ).
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { safe_regex: { regex: "/\\\\(draft" } }
`,
    },
  ],
  fixes: (problem, subject) => fixes(subject, problem),
});

/** A single bracket or operator may be meant literally. */
function fixes({ file }: Subjects['envoy'], { at, range }: MessageProblem): Fix[] {
  if ('key' in at || at.kind !== 'scalar' || at.aliasRange || !/^(plain|single|double)$/.test(at.style)) return [];
  const error = regexError(at.text);
  const character = file.text.charAt(range.start);
  if (!error || !'()[*+?'.includes(character) || at.text[error.start] !== character) return [];
  if (regexError(`${at.text.slice(0, error.start)}\\${at.text.slice(error.start)}`)) return [];
  const backslash = at.style === 'double' ? '\\\\' : '\\';
  const edit = { range: { start: range.start, end: range.start }, newText: backslash };
  return [
    {
      title: message("Escape '{0}'", character),
      preferred: true,
      safe: false,
      edits: [editsIn(file, edit)],
    },
  ];
}

import { rule } from '../rule.ts';
import { messageFindings } from './message-findings.ts';

export const invalidRegex = rule({
  code: 'envoy/invalid-regex',
  subject: 'envoy',
  severity: 'error',
  summary: 'A regular expression is none that Envoy can read.',
  why: 'Envoy reads regular expressions by RE2, which has no lookaround and no backreferences, and looks at bytes. A bracket that is not closed, or a `*` with nothing before it, is refused as well.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { safe_regex: { regex: "/api/(?!internal).*" } }
#? error envoy/invalid-regex at "(?!"
`,
    },
  ],
  check(subject, report) {
    for (const found of messageFindings(subject, 'envoy/invalid-regex'))
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: found.problem.message,
      });
  },
});

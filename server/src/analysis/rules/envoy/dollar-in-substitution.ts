import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { changeValue } from '../fixes/change-value.ts';
import { messageRule } from '../rule.ts';

const group = /\$\d/g;

export const envoyDollarInSubstitution = messageRule({
  code: 'envoy/dollar-in-substitution',
  severity: 'warning',
  summary: 'A substitution refers to a group with a dollar sign, which Envoy does not replace.',
  why: 'RE2 replaces `\\1` by what the first group has matched. `$1` has no such meaning: Envoy sends the two characters (run with Envoy 1.40).',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, regex_rewrite: { pattern: { regex: "^/b/(.*)$" }, substitution: '/o/$1' } }
#? warning envoy/dollar-in-substitution at "'/o/$1'": '$1' does not refer to a capture group. Use '\\1' instead.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, regex_rewrite: { pattern: { regex: "^/b/(.*)$" }, substitution: '/o/\\1' } }
`,
    },
  ],
  visits: {
    'envoy.type.matcher.v3.RegexMatchAndSubstitute'(node, report) {
      const substitution = envoyString(field(node, 'substitution'));
      const written = envoyString(field(field(node, 'pattern'), 'regex'));
      const [first] = substitution?.value.match(group) ?? [];
      if (!substitution || !first || !written?.value.includes('(')) return;
      report(
        substitution.at,
        "'{0}' does not refer to a capture group. Use '{1}' instead.",
        first,
        `\\${first.slice(1)}`,
      );
    },
  },
  fixes: ({ at }, subject) =>
    'key' in at || at.kind !== 'scalar'
      ? []
      : changeValue(
          subject,
          at,
          at.text.replace(group, (found) => `\\${found.slice(1)}`),
          true,
        ),
});

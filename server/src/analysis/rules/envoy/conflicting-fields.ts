import { removeEntry } from '../../yaml/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { messageFindings, type FoundInMessage } from './message-findings.ts';
import { setLbPolicyFixes } from './set-lb-policy.ts';

export const conflictingFields = rule({
  code: 'envoy/conflicting-fields',
  subject: 'envoy',
  severity: 'error',
  summary: 'Two fields cannot be used together.',
  why: 'The API allows both fields, but Envoy’s own code accepts only one of them. Examples are `prefix_rewrite` together with `regex_rewrite`, `load_assignment` in a cluster of type ORIGINAL_DST, and filter chains in a UDP listener.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, prefix_rewrite: /v1, path_rewrite: /v2 }
#? error envoy/conflicting-fields at "path_rewrite": 'path_rewrite' cannot be used together with 'prefix_rewrite'. Both rewrite the path.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, prefix_rewrite: /v1 }
`,
    },
  ],
  check(subject, report) {
    for (const found of messageFindings(subject, 'envoy/conflicting-fields'))
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: found.problem.message,
        fixes: () => fixes(subject, found),
      });
  },
});

/** What stood there first is kept. */
function fixes({ file, source }: Subjects['envoy'], { problem }: FoundInMessage): Fix[] {
  const policy = setLbPolicyFixes({ file, source }, problem);
  if (policy.length > 0) return policy;
  const { at, node } = problem;
  const entry = 'key' in at ? node.entries.find((one) => one === at) : undefined;
  if (!entry || !source.editable || node.aliasRange || entry.value?.anchor) return [];
  return [
    {
      title: message("Remove '{0}'", entry.key.text),
      preferred: true,
      safe: false,
      edits: [editsIn(file, removeEntry(file.text, node, entry))],
    },
  ];
}

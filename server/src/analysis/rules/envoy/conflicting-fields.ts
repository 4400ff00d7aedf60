import { messageRule } from '../rule.ts';
import { removeFieldFixes } from '../fixes/remove-field-fix.ts';

export const conflictingFields = messageRule({
  code: 'envoy/conflicting-fields',
  severity: 'error',
  summary: 'Two fields cannot be used together.',
  why: 'The API allows both fields, but Envoy’s own code accepts only one of them. Examples are `prefix_rewrite` together with `regex_rewrite`, and `matcher` together with `routes` in a virtual host. The fix keeps the first one.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, prefix_rewrite: /v1/, path_rewrite: /v2 }
#? error envoy/conflicting-fields at "path_rewrite": 'path_rewrite' cannot be used together with 'prefix_rewrite'. Both rewrite the path.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, prefix_rewrite: /v1/ }
`,
    },
  ],
  fixes: (problem, subject) => removeFieldFixes(subject, problem, true),
});

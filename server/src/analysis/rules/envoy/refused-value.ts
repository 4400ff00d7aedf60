import { rule } from '../rule.ts';
import { messageFindings } from './message-findings.ts';
import { setLbPolicyFixes } from './set-lb-policy.ts';

export const refusedValue = rule({
  code: 'envoy/refused-value',
  subject: 'envoy',
  severity: 'error',
  summary: 'A value fails a check in Envoy’s own code.',
  why: 'The API has no constraint for it, but Envoy checks more when it loads the config: weights that do not fit into 32 bits, ranges that end before they start, two runtime layers with the same name, bodies above the allowed size, and similar. The message states what is expected.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, retry_policy: { retry_back_off: { base_interval: 1s, max_interval: 0.5s } } }
#? error envoy/refused-value at "0.5s": 'max_interval' must not be shorter than 'base_interval'.
`,
    },
  ],
  check(subject, report) {
    for (const found of messageFindings(subject, 'envoy/refused-value'))
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: found.problem.message,
        fixes: () => setLbPolicyFixes(subject, found.problem),
      });
  },
});

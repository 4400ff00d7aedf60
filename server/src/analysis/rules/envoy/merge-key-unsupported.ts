import { message } from '../message.ts';
import { rule } from '../rule.ts';
import { envoyFindings } from './envoy-findings.ts';

export const mergeKeyUnsupported = rule({
  code: 'envoy/merge-key-unsupported',
  subject: 'envoy',
  severity: 'error',
  summary: 'A merge key (`<<`) stands in an Envoy config.',
  why: 'Envoy’s YAML reader knows anchors and aliases, but no merge keys: it takes `<<` for a field and refuses it (checked with Envoy 1.36 to 1.40).',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - &base
      name: app
      connect_timeout: 1s
    - <<: *base
#     ^^ error envoy/merge-key-unsupported: Envoy knows no merge keys: write the fields out.
      name: other
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'merge-key'))
      report({ at: found.at, message: message('Envoy knows no merge keys: write the fields out.') });
  },
});

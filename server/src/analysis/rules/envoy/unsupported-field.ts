import { removeFieldFixes } from '../fixes/remove-field-fix.ts';
import { messageRule } from '../rule.ts';

export const unsupportedField = messageRule({
  code: 'envoy/unsupported-field',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'A field is not supported in this place.',
  why: 'The API allows the field, but Envoy’s own code does not support it here. Examples are `connect_config` for an upgrade other than CONNECT, and header rules in a network filter.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, upgrade_configs: [{ upgrade_type: websocket, connect_config: { allow_post: true } }] }
#? error envoy/unsupported-field at "connect_config": 'connect_config' is only allowed for the upgrade 'CONNECT'.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, upgrade_configs: [{ upgrade_type: websocket }] }
`,
    },
  ],
  fixes: (problem, subject) => removeFieldFixes(subject, problem, false),
});

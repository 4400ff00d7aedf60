import { messageRule } from '../rule.ts';

export const duplicateEntry = messageRule({
  code: 'envoy/duplicate-entry',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'An entry appears twice in a list that allows it once.',
  why: 'Envoy requires unique names for runtime layers, filter chains, secrets, authorities, users and API keys, and unique upgrades and rate limit descriptors.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, upgrade_configs: [{ upgrade_type: websocket }, { upgrade_type: websocket }] }
#? error envoy/duplicate-entry at "websocket"#2: Duplicate upgrade 'websocket'.
`,
    },
  ],
});

import { messageRule } from '../rule.ts';

export const unknownName = messageRule({
  code: 'envoy/unknown-name',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'A name is not defined in the config or not built into Envoy.',
  why: 'Envoy looks up the name when it loads the config: the local cluster, static secrets, JWT providers, resource monitors and overload actions, and resolvers.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ admin: => cluster_manager: { local_cluster_name: nowhere }\\n    admin:
#? error envoy/unknown-name at "nowhere": Local cluster 'nowhere' is not defined in 'static_resources'.
`,
    },
  ],
});

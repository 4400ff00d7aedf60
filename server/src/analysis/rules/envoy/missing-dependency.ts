import { messageRule } from '../rule.ts';

export const missingDependency = messageRule({
  code: 'envoy/missing-dependency',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  needsWhole: true,
  summary: 'A field or value requires another one that is not set.',
  why: 'Envoy’s own code accepts the field only together with another one. Examples are `lb_policy: LOAD_BALANCING_POLICY_CONFIG` without `load_balancing_policy`, and names to check in certificates without a trusted CA.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: STATIC\\n          lb_policy: LOAD_BALANCING_POLICY_CONFIG
#? error envoy/missing-dependency at "lb_policy": 'LOAD_BALANCING_POLICY_CONFIG' requires 'load_balancing_policy'.
`,
    },
  ],
});

import { removeFieldFixes } from '../fixes/remove-field-fix.ts';
import { messageRule } from '../rule.ts';
import { setLbPolicyFixes } from '../fixes/set-lb-policy.ts';

export const clusterTypeMismatch = messageRule({
  code: 'envoy/cluster-type-mismatch',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'A setting does not match the type of the cluster.',
  why: 'Envoy checks the type together with `lb_policy`, `load_assignment` and `eds_cluster_config`: a cluster of type ORIGINAL_DST requires `lb_policy: CLUSTER_PROVIDED` and does not support `load_assignment`, and `eds_cluster_config` is only for type EDS.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: STATIC\\n          lb_policy: CLUSTER_PROVIDED
#? error envoy/cluster-type-mismatch at "lb_policy": 'CLUSTER_PROVIDED' is not allowed. A cluster of this type does not provide load balancing.
`,
    },
  ],
  fixes(problem, subject) {
    const policy = setLbPolicyFixes(subject, problem);
    return policy.length > 0 ? policy : removeFieldFixes(subject, problem, true);
  },
});

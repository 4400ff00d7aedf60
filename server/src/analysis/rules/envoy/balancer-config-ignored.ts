import { lbPolicy } from '../../envoy/cluster-type.ts';
import { fieldEntry } from '../../envoy/envoy-field.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { insertEntry, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, messageRule } from '../rule.ts';

const policies: Readonly<Record<string, string>> = {
  ring_hash_lb_config: 'RING_HASH',
  maglev_lb_config: 'MAGLEV',
  least_request_lb_config: 'LEAST_REQUEST',
  round_robin_lb_config: 'ROUND_ROBIN',
};
const balancers = [...Object.values(policies), 'RANDOM'];

export const envoyBalancerConfigIgnored = messageRule({
  code: 'envoy/balancer-config-ignored',
  severity: 'warning',
  summary: 'A cluster configures a different load balancer than it uses.',
  why: 'Envoy reads `ring_hash_lb_config`, `maglev_lb_config`, `least_request_lb_config` and `round_robin_lb_config` only if `lb_policy` selects this load balancer. The default of `lb_policy` is `ROUND_ROBIN`. For example, without `lb_policy: RING_HASH` there is no hash ring, and requests with the same hash go to different endpoints (run with Envoy 1.40).',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ connect_timeout: 1s => connect_timeout: 1s\\n          ring_hash_lb_config: { minimum_ring_size: 64 }
#? warning envoy/balancer-config-ignored at "ring_hash_lb_config": 'ring_hash_lb_config' has no effect, because 'lb_policy' is ROUND_ROBIN. Set it to RING_HASH.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ connect_timeout: 1s => connect_timeout: 1s\\n          ring_hash_lb_config: { minimum_ring_size: 64 }
#~ address: 127.0.0.1, port_value: 8080 } => address: 127.0.0.1, port_value: 8080 }\\n          lb_policy: RING_HASH
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster'(node, report) {
      const used = lbPolicy({ node });
      if (used === undefined || !balancers.includes(used) || fieldEntry(node, 'load_balancing_policy')) return;
      for (const [name, policy] of Object.entries(policies)) {
        const entry = fieldEntry(node, name);
        if (!entry || isUnset(entry.value) || policy === used) continue;
        const template = "'{0}' has no effect, because '{1}' is {2}. Set it to {3}.";
        report(entry, template, name, 'lb_policy', used, policy);
      }
    },
  },
  fixes: ({ node, message: { args } }, { file, source }) => {
    const policy = String(args[3]);
    const entry = fieldEntry(node, 'lb_policy');
    if (!source.editable || node.aliasRange) return [];
    const edit = entry
      ? replaceValue(file.text, node, entry, policy)
      : insertEntry(file.text, node, 'lb_policy', policy);
    return [{ title: message("Set '{0}' to '{1}'", 'lb_policy', policy), safe: false, edits: [editsIn(file, edit)] }];
  },
});

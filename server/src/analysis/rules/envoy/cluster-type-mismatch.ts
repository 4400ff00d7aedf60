import { chosenPolicy } from '../../envoy/balancing-policies.ts';
import { clusterType, lbPolicy } from '../../envoy/cluster-type.ts';
import { field, fieldEntry, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import type { MessageContext, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { anyType, anyUrl, extensionType } from '../../envoy/typed/any-type.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { removeFieldFixes } from '../fixes/remove-field-fix.ts';
import { setLbPolicyFixes } from '../fixes/set-lb-policy.ts';
import { messageRule } from '../rule.ts';

export const clusterTypeMismatch = messageRule({
  code: 'envoy/cluster-type-mismatch',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'A setting does not match the type of the cluster.',
  why: 'Envoy checks the type together with `lb_policy`, `load_assignment` and `eds_cluster_config`: a cluster of type ORIGINAL_DST requires `lb_policy: CLUSTER_PROVIDED` and does not support `load_assignment`, and `eds_cluster_config` is only for type EDS. In a `load_balancing_policy`, the same types require the policy `ClusterProvided`, and others do not support it.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: STATIC\\n          lb_policy: CLUSTER_PROVIDED
#? error envoy/cluster-type-mismatch at "lb_policy": 'CLUSTER_PROVIDED' is not allowed. A cluster of this type does not provide load balancing.
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster': [providedBalancing, chosenPolicies],
  },
  fixes(problem, subject) {
    const policy = setLbPolicyFixes(subject, problem);
    return policy.length > 0 ? policy : removeFieldFixes(subject, problem, true);
  },
});

/**
 * "cluster provided LB not specified but cluster … provided one": these types of clusters choose the endpoint themselves. Without a config,
 * or with a Struct, Envoy goes by the name of the type (seen with Envoy 1.40).
 */
function providedBalancing(node: YamlMap, report: ReportProblem): void {
  if (!isProviderType(node) || !isUnset(field(node, 'load_balancing_policy'))) return;
  const policy = fieldEntry(node, 'lb_policy');
  if (policy && (lbPolicy({ node }) ?? 'CLUSTER_PROVIDED') === 'CLUSTER_PROVIDED') return;
  const at = policy ?? fieldEntry(node, 'cluster_type');
  if (at) report(at, "A cluster of this type requires '{0}: {1}'.", 'lb_policy', 'CLUSTER_PROVIDED');
}

function isProviderType(node: YamlMap): boolean {
  const config = fieldPath(node, 'cluster_type', 'typed_config');
  const type = isUnset(config) ? STRUCT : (anyType(config) ?? '');
  const name = envoyString(fieldPath(node, 'cluster_type', 'name'))?.value ?? '';
  // An aggregate without a config lacks more than that.
  const named = isUnset(config) ? namedProviders.slice(0, 1) : namedProviders;
  return type === STRUCT ? named.includes(name) : providers.test(type);
}

const STRUCT = 'google.protobuf.Struct';

const namedProviders = ['envoy.clusters.dynamic_forward_proxy', 'envoy.clusters.aggregate'];

const providers =
  /^envoy\.extensions\.clusters\.(aggregate|composite|dynamic_forward_proxy|reverse_connection)\.v3\.(ReverseConnection)?ClusterConfig$/;

/** The same of the policy that Envoy uses in `load_balancing_policy` (Envoy 1.36 to 1.40). */
function chosenPolicies(node: YamlMap, report: ReportProblem, context: MessageContext): void {
  const balancing = fieldEntry(node, 'load_balancing_policy');
  if (!balancing || isUnset(balancing.value)) return;
  const policy = chosenPolicy(balancing.value, context);
  const isProvider = clusterType({ node }) === 'ORIGINAL_DST' || isProviderType(node);
  if (policy && isProvider && policy.type !== PROVIDED)
    report(
      balancing,
      "A cluster of this type chooses its endpoints itself. Remove '{0}', or use the policy '{1}' in it.",
      balancing.key.text,
      PROVIDED,
    );
  if (policy?.type === PROVIDED && isWithoutBalancing(node))
    report(
      anyUrl(fieldPath(policy.node, 'typed_extension_config', 'typed_config')) ?? balancing,
      "'{0}' is not allowed. A cluster of this type does not provide load balancing.",
      PROVIDED,
    );
}

const PROVIDED = 'envoy.extensions.load_balancing_policies.cluster_provided.v3.ClusterProvided';

const isWithoutBalancing = (node: YamlMap): boolean =>
  ['STATIC', 'STRICT_DNS', 'LOGICAL_DNS', 'EDS'].includes(clusterType({ node }) ?? '') ||
  extensionType(field(node, 'cluster_type')) === 'envoy.extensions.clusters.dns.v3.DnsCluster';

import { clusterType, lbPolicy } from '../cluster-type.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyBool, envoyUint } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { type CodedCheck, type ReportCoded, reportAs } from './message-check.ts';
import { setEntries } from './set-entries.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import { checkRetryBackOff } from '../retry-back-off.ts';

/** The load balancing must suit the kind of cluster. */
export const clusterBalancing: CodedCheck = (node, report) => {
  const policy = fieldEntry(node, 'lb_policy');
  const name = lbPolicy({ node });
  if (name === undefined) return;
  const isOriginalDst = clusterType({ node }) === 'ORIGINAL_DST';
  const type = fieldEntry(node, 'type');
  if (isOriginalDst && type && name !== 'CLUSTER_PROVIDED')
    report(
      'envoy/cluster-type-mismatch',
      policy ?? type,
      "A cluster of type {0} requires '{1}: {2}'.",
      'ORIGINAL_DST',
      'lb_policy',
      'CLUSTER_PROVIDED',
    );
  const assignment = fieldEntry(node, 'load_assignment');
  if (isOriginalDst && assignment?.value)
    report(
      'envoy/cluster-type-mismatch',
      assignment,
      "A cluster of type {0} does not support '{1}'.",
      'ORIGINAL_DST',
      'load_assignment',
    );
  if (policy && name === 'CLUSTER_PROVIDED' && givesNoBalancing(node))
    report(
      'envoy/cluster-type-mismatch',
      policy,
      "'{0}' is not allowed. A cluster of this type does not provide load balancing.",
      name,
    );
  if (policy && name === 'LOAD_BALANCING_POLICY_CONFIG' && isUnset(field(node, 'load_balancing_policy')))
    report('envoy/missing-dependency', policy, "'{0}' requires '{1}'.", name, 'load_balancing_policy');
  checkSubsets(node, name, report);
};

const givesNoBalancing = (node: YamlMap): boolean =>
  isUnset(field(node, 'load_balancing_policy')) &&
  ['STATIC', 'STRICT_DNS', 'LOGICAL_DNS', 'EDS'].includes(clusterType({ node }) ?? '');

function checkSubsets(node: YamlMap, policy: string, report: ReportCoded): void {
  const subsets = fieldEntry(node, 'lb_subset_config');
  if (!subsets?.value || isUnset(subsets.value) || !isUnset(field(node, 'load_balancing_policy'))) return;
  if (policy === 'CLUSTER_PROVIDED' && hasSelectors(node))
    report(
      'envoy/conflicting-fields',
      subsets,
      "'{0}' cannot be used together with '{1}'.",
      'lb_subset_config',
      policy,
    );
  const aware = fieldEntry(subsets.value, 'locality_weight_aware');
  if (aware && envoyBool(aware.value) && !fieldPath(node, 'common_lb_config', 'locality_weighted_lb_config'))
    report(
      'envoy/missing-dependency',
      aware,
      "'{0}' requires '{1}'.",
      'locality_weight_aware',
      'common_lb_config.locality_weighted_lb_config',
    );
}

const hasSelectors = (node: YamlMap): boolean =>
  fieldItems(fieldPath(node, 'lb_subset_config', 'subset_selectors')).length > 0;

/** "load_balancing_policy cannot be combined with lb_subset_config", nor with some fields of `common_lb_config` (Envoy 1.36 to 1.40). */
function checkPolicy(node: YamlMap, report: ReportCoded): void {
  const policy = fieldEntry(node, 'load_balancing_policy');
  if (!policy || isUnset(policy.value)) return;
  const common = field(node, 'common_lb_config');
  const others = [
    ...setEntries(node, 'lb_subset_config'),
    ...(common?.kind === 'map' ? setEntries(common, ...partlyReplaced) : []),
  ];
  for (const other of others)
    report(
      'envoy/conflicting-fields',
      other,
      "'{0}' cannot be used together with '{1}'.",
      other.key.text,
      policy.key.text,
    );
}

const partlyReplaced = ['zone_aware_lb_config', 'locality_weighted_lb_config', 'consistent_hashing_lb_config'];

/** `eds_cluster_config` is only for EDS clusters. Envoy reads the intervals of DNS for clusters of a DNS type (Envoy 1.36 to 1.40). */
export const clusterOptions: CodedCheck = (node, report) => {
  const eds = fieldEntry(node, 'eds_cluster_config');
  const type = clusterType({ node });
  if (eds?.value && type && type !== 'EDS')
    report(
      'envoy/cluster-type-mismatch',
      eds,
      "'{0}' is only allowed in clusters of type {1}.",
      'eds_cluster_config',
      'EDS',
    );
  if (type === 'STRICT_DNS' || type === 'LOGICAL_DNS')
    checkRetryBackOff(field(node, 'dns_failure_refresh_rate'), reportAs('envoy/out-of-range', report));
  checkPolicy(node, report);
};

const int64Range = 'envoy.type.v3.Int64Range';

/** A range of statuses ends above its start, and at 600. */
export const expectedStatuses: CodedCheck = (node, report) => {
  for (const list of ['expected_statuses', 'retriable_statuses'])
    for (const range of fieldItems(field(node, list))) {
      if (
        range.kind === 'map' &&
        isUnset(field(range, 'end')) &&
        !hasElision(range) &&
        !hasUnknownKeys(range, int64Range)
      )
        report(
          'envoy/missing-field',
          fieldEntry(range, 'end') ?? range.entries[0] ?? range,
          "'{0}' is required.",
          'end',
        );
      const end = envoyUint(field(range, 'end'));
      const startNode = field(range, 'start');
      const start = startNode ? envoyUint(startNode)?.value : 0;
      if (!end || start === undefined) continue;
      if (start >= end.value)
        report(
          'envoy/out-of-range',
          end.at,
          'The end of a status range must be greater than its start, {0}. The end is exclusive.',
          start,
        );
      else if (end.value > 600)
        report('envoy/out-of-range', end.at, 'The end of a status range must be at most {0}.', 600);
      else if (start < 100)
        report('envoy/out-of-range', startNode ?? end.at, 'The start of a status range must be at least {0}.', 100);
    }
};

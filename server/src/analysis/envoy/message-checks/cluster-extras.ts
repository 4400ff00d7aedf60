import { enumField } from '../enum-field.ts';
import { lbPolicy } from '../cluster-type.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString, envoyDuration, envoyName } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import { anyType } from '../typed/any-type.ts';

/**
 * "cluster provided LB not specified but cluster … provided one": these types of clusters choose the endpoint themselves. Without a config,
 * or with a Struct, Envoy goes by the name of the type (seen with Envoy 1.40).
 */
export const providedBalancing: CodedCheck = (node, report) => {
  const config = fieldPath(node, 'cluster_type', 'typed_config');
  const type = isUnset(config) ? STRUCT : (anyType(config) ?? '');
  const name = envoyString(fieldPath(node, 'cluster_type', 'name'))?.value ?? '';
  // An aggregate without a config lacks more than that.
  const named = isUnset(config) ? namedProviders.slice(0, 1) : namedProviders;
  const isProvider = type === STRUCT ? named.includes(name) : providers.test(type);
  if (!isProvider || !isUnset(field(node, 'load_balancing_policy'))) return;
  const policy = fieldEntry(node, 'lb_policy');
  if (policy && (lbPolicy({ node }) ?? 'CLUSTER_PROVIDED') === 'CLUSTER_PROVIDED') return;
  const at = policy ?? fieldEntry(node, 'cluster_type');
  if (at)
    report(
      'envoy/cluster-type-mismatch',
      at,
      "A cluster of this type requires '{0}: {1}'.",
      'lb_policy',
      'CLUSTER_PROVIDED',
    );
};

const STRUCT = 'google.protobuf.Struct';

const namedProviders = ['envoy.clusters.dynamic_forward_proxy', 'envoy.clusters.aggregate'];

const providers = /^envoy\.extensions\.clusters\.(aggregate|composite|dynamic_forward_proxy)\.v3\.ClusterConfig$/;

/** "outlier detector's max_ejection_time cannot be smaller than base_ejection_time", which is 30 seconds by default. */
export const ejectionTimes: CodedCheck = (node, report) => {
  const outliers = field(node, 'outlier_detection');
  const most = field(outliers, 'max_ejection_time');
  const base = field(outliers, 'base_ejection_time');
  const [max, least] = [envoyDuration(most), base ? envoyDuration(base) : 30];
  if (most && max !== undefined && least !== undefined && max < least)
    report(
      'envoy/out-of-range',
      most,
      "'{0}' must not be shorter than '{1}', which is {2}.",
      'max_ejection_time',
      'base_ejection_time',
      `${least}s`,
    );
};

/** "Didn't find a registered implementation for '' with type URL: ''": each match has a transport socket. */
export const socketMatches: CodedCheck = (node, report) => {
  for (const match of fieldItems(field(node, 'transport_socket_matches'))) {
    if (match.kind !== 'map' || !isUnset(field(match, 'transport_socket')) || hasElision(match)) continue;
    if (hasUnknownKeys(match, 'envoy.config.cluster.v3.Cluster.TransportSocketMatch')) continue;
    report('envoy/missing-field', match.entries[0] ?? match, "'{0}' is required.", 'transport_socket');
  }
};

/** "Unsupported field in per_host_thresholds": a host has a limit of connections only. */
export const hostThresholds: CodedCheck = (node, report) => {
  const names = ['max_pending_requests', 'max_requests', 'max_retries', 'max_connection_pools', 'retry_budget'];
  for (const threshold of fieldItems(fieldPath(node, 'circuit_breakers', 'per_host_thresholds')))
    for (const name of names) {
      const entry = fieldEntry(threshold, name);
      if (entry && !isUnset(entry.value))
        report('envoy/unsupported-field', entry, "Per-host thresholds support only '{0}'.", 'max_connections');
    }
};

const subsetSelectorType = 'envoy.config.cluster.v3.Cluster.LbSubsetConfig.LbSubsetSelector';

/** "fallback_keys_subset can be set only for KEYS_SUBSET fallback_policy", and is a part of the keys. */
export const subsetKeys: CodedCheck = (node, report) => {
  const policy = fieldEntry(node, 'fallback_policy');
  const fallbackPolicy = enumField(node, subsetSelectorType, 'fallback_policy');
  const isSubset = fallbackPolicy === 'KEYS_SUBSET';
  const fallback = fieldEntry(node, 'fallback_keys_subset');
  const [keys, some] = [textsOf(field(node, 'keys')), textsOf(fallback?.value)];
  // Envoy skips a selector without keys (checked with Envoy 1.36 to 1.40).
  if (fallbackPolicy === undefined || !keys || !some || keys.length === 0) return;
  if (!isSubset && fallback && some.length > 0)
    report(
      'envoy/missing-dependency',
      fallback,
      "'{0}' requires '{1}'.",
      'fallback_keys_subset',
      'fallback_policy: KEYS_SUBSET',
    );
  else if (isSubset && policy && some.length === 0 && !hasElision(node))
    report('envoy/missing-dependency', policy, "'{0}' requires '{1}'.", 'KEYS_SUBSET', 'fallback_keys_subset');
  else if (
    isSubset &&
    fallback &&
    (some.some((key) => !keys.includes(key)) || new Set(keys).size === new Set(some).size)
  )
    report('envoy/invalid-value', fallback, "'{0}' must be a proper subset of '{1}'.", 'fallback_keys_subset', 'keys');
};

/** Undefined if one of them is not known. */
function textsOf(node: YamlNode | undefined): readonly string[] | undefined {
  const items = node?.kind === 'seq' ? node.items : node ? [node] : [];
  const texts = items.flatMap((item) => envoyName(item)?.value ?? []);
  return texts.length === items.length ? texts : undefined;
}

import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyBool } from '../../envoy/envoy-scalar.ts';
import { keptMatching } from '../../envoy/kept-matching.ts';
import type { MessageCheck, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
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
  visits: {
    'envoy.config.bootstrap.v3.Bootstrap.DynamicResources': foreignSource('cds_config'),
    'envoy.config.cluster.v3.Cluster': hostThresholds,
    'envoy.config.cluster.v3.Cluster.EdsClusterConfig': foreignSource('eds_config'),
    'envoy.extensions.filters.http.rbac.v3.RBAC': accessMatchers,
    'envoy.extensions.filters.http.router.v3.Router': lastFilterEnabled('upstream_http_filters'),
    'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager':
      lastFilterEnabled('http_filters'),
    'envoy.extensions.filters.network.rbac.v3.RBAC': networkRules,
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': lastFilterEnabled('http_filters'),
  },
  fixes: (problem, subject) => removeFieldFixes(subject, problem, false),
});

/** "Found header rule, not supported by RBAC network filter": connections have no headers. */
function networkRules(node: YamlMap, report: ReportProblem): void {
  for (const rules of ['rules', 'shadow_rules'])
    for (const policy of asMap(fieldPath(node, rules, 'policies'))?.entries ?? [])
      for (const list of ['permissions', 'principals'])
        for (const one of fieldItems(field(policy.value, list))) checkRule(one, report);
}

function checkRule(node: YamlNode | undefined, report: ReportProblem): void {
  const header = fieldEntry(node, 'header');
  if (header?.value?.kind === 'map')
    report(header, "'{0}' is not supported in a network filter, because connections have no headers.", 'header');
  for (const name of ['and_rules', 'or_rules', 'and_ids', 'or_ids'])
    for (const list of ['rules', 'ids'])
      for (const one of fieldItems(fieldPath(node, name, list))) checkRule(one, report);
  for (const name of ['not_rule', 'not_id']) if (field(node, name)) checkRule(field(node, name), report);
}

/** "keep_matching is not supported in this context": the matchers of a role-based access control (Envoy 1.36 to 1.40). */
function accessMatchers(node: YamlMap, report: ReportProblem): void {
  for (const name of ['matcher', 'shadow_matcher'])
    for (const keep of keptMatching(field(node, name)))
      report(keep, "'{0}' is not supported in a matcher that controls access.", 'keep_matching');
}

/** "Unsupported field in per_host_thresholds": a host has a limit of connections only. */
function hostThresholds(node: YamlMap, report: ReportProblem): void {
  const names = ['max_pending_requests', 'max_requests', 'max_retries', 'max_connection_pools', 'retry_budget'];
  for (const threshold of fieldItems(fieldPath(node, 'circuit_breakers', 'per_host_thresholds')))
    for (const name of names) {
      const entry = fieldEntry(threshold, name);
      if (entry && !isUnset(entry.value)) report(entry, "Per-host thresholds support only '{0}'.", 'max_connections');
    }
}

/** "Missing config source specifier": resources of these kinds cannot come from the server that Envoy talks with already. */
function foreignSource(...names: readonly string[]): MessageCheck {
  return (node, report) => {
    for (const name of names) {
      const self = fieldEntry(field(node, name), 'self');
      if (self?.value && !isUnset(self.value)) report(self, "'{0}' is not supported in '{1}'.", 'self', name);
    }
  };
}

/** "the last (terminal) filter (…) in the chain cannot be disabled by default": for the requests of clients and to a cluster (Envoy 1.36 to 1.40). */
function lastFilterEnabled(list: string): MessageCheck {
  return (node, report) => {
    const disabled = fieldEntry(fieldItems(field(node, list)).at(-1), 'disabled');
    if (disabled && envoyBool(disabled.value) === true)
      report(disabled, 'The last filter cannot be disabled, because it ends the filter chain.');
  };
}

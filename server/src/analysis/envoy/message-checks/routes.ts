import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyString, isBlank, isOn } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { keptMatching } from '../kept-matching.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

/** An upgrade may be in a list once; only CONNECT and CONNECT-UDP have a `connect_config`. */
export const upgrades: CodedCheck = (node, report) => {
  const seen = new Set<string>();
  for (const upgrade of fieldItems(field(node, 'upgrade_configs'))) {
    const type = envoyString(field(upgrade, 'upgrade_type'));
    if (!type) continue;
    const key = type.value.toLowerCase();
    if (seen.has(key)) report('envoy/duplicate-entry', type.at, "Duplicate upgrade '{0}'.", type.value);
    seen.add(key);
    const connect = fieldEntry(upgrade, 'connect_config');
    if (!/^connect(-udp)?$/.test(key) && connect?.value && !isUnset(connect.value))
      report(
        'envoy/unsupported-field',
        connect,
        "'{0}' is only allowed for the upgrade '{1}'.",
        'connect_config',
        'CONNECT',
      );
  }
};

/** "cannot set both matcher and routes on virtual host". */
export const hostMatchers: CodedCheck = (node, report) => {
  const matcher = fieldEntry(node, 'matcher');
  if (matcher?.value && !isUnset(matcher.value) && fieldItems(field(node, 'routes')).length > 0)
    report('envoy/conflicting-fields', matcher, "'{0}' cannot be used together with '{1}'.", 'matcher', 'routes');
  for (const keep of keptMatching(matcher?.value))
    report(
      'envoy/unsupported-field',
      keep,
      "'{0}' is not supported in a matcher that selects routes.",
      'keep_matching',
    );
};

/** "At least one of name or cluster_header need to be specified", and only one. */
export const weightedName: CodedCheck = (node, report) => {
  const header = fieldEntry(node, 'cluster_header');
  const name = field(node, 'name');
  const hasHeader = header !== undefined && !isBlank(header.value);
  if (hasHeader && !isBlank(name))
    report('envoy/conflicting-fields', header, "'{0}' cannot be used together with '{1}'.", 'cluster_header', 'name');
  if (hasHeader || !isBlank(name) || hasElision(node)) return;
  if (!hasUnknownKeys(node, 'envoy.config.route.v3.WeightedCluster.ClusterWeight'))
    report('envoy/missing-field', node.entries[0] ?? node, "A weighted cluster requires '{0}'.", 'name');
};

/** Options of the HTTP connection manager that exclude each other. */
export const connectionManagerOptions: CodedCheck = (node, report) => {
  exclusive(node, 'strip_matching_host_port', 'strip_any_host_port', report);
  const size = fieldEntry(field(node, 'common_http_protocol_options'), 'max_response_headers_kb');
  if (size && !isUnset(size.value))
    report(
      'envoy/unsupported-field',
      size,
      "'{0}' is only allowed in clusters, not in listeners.",
      'max_response_headers_kb',
    );
  if (fieldItems(field(node, 'original_ip_detection_extensions')).length === 0) return;
  exclusive(node, 'original_ip_detection_extensions', 'use_remote_address', report);
  exclusive(node, 'original_ip_detection_extensions', 'xff_num_trusted_hops', report);
};

function exclusive(node: YamlMap, one: string, other: string, report: ReportCoded): void {
  const [first, second] = [fieldEntry(node, one), fieldEntry(node, other)];
  if (!first || !second || !isOn(first.value) || !isOn(second.value)) return;
  report('envoy/conflicting-fields', second, "'{0}' cannot be used together with '{1}'.", other, one);
}

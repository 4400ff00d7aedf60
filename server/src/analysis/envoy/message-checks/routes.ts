import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyBool, envoyString, envoyUint, envoyDuration, isBlank, isOn } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

/** Only one field may rewrite the path. */
export const pathRewrites: CodedCheck = (node, report) => {
  const set = ['prefix_rewrite', 'regex_rewrite', 'path_rewrite_policy', 'path_rewrite'].flatMap((name) => {
    const entry = fieldEntry(node, name);
    return entry && !isBlank(entry.value) ? [entry] : [];
  });
  const [first, second] = [...set].sort((a, b) => a.range.start - b.range.start);
  if (first && second)
    report(
      'envoy/conflicting-fields',
      second,
      "'{1}' cannot be used together with '{0}'. Both rewrite the path.",
      first.key.text,
      second.key.text,
    );
};

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
  keptMatching(matcher?.value, "'{0}' is not supported in a matcher that selects routes.", report);
};

/** "keep_matching is not supported in this context": the matchers of a role-based access control (Envoy 1.36 to 1.40). */
export const accessMatchers: CodedCheck = (node, report) => {
  for (const name of ['matcher', 'shadow_matcher'])
    keptMatching(field(node, name), "'{0}' is not supported in a matcher that controls access.", report);
};

function keptMatching(matcher: YamlNode | undefined, template: string, report: ReportCoded): void {
  for (const one of matcher ? walk(matcher) : []) {
    const keep = fieldEntry(one, 'keep_matching');
    if (keep && envoyBool(keep.value) === true) report('envoy/unsupported-field', keep, template, 'keep_matching');
  }
}

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

/** The maximum retry interval must not be shorter than the base interval. */
export const retryBackOff: CodedCheck = (node, report) => retryBackOffAt(node, report);

export function retryBackOffAt(node: YamlNode | undefined, report: ReportCoded): void {
  const longest = field(node, 'max_interval');
  const [base, max] = [envoyDuration(field(node, 'base_interval')), envoyDuration(longest)];
  if (longest && base !== undefined && max !== undefined && max < base)
    report('envoy/out-of-range', longest, "'{0}' must not be shorter than '{1}'.", 'max_interval', 'base_interval');
}

const MAX_UINT32 = 4_294_967_295;

/** The weights of clusters are added up in 32 bits. */
export const weightSum: CodedCheck = (node, report) => {
  const weights = fieldItems(field(node, 'clusters')).map((cluster) => envoyUint(field(cluster, 'weight'))?.value ?? 0);
  const entry: YamlEntry | undefined = fieldEntry(node, 'clusters');
  if (entry && weights.reduce((sum, weight) => sum + weight, 0) > MAX_UINT32)
    report('envoy/out-of-range', entry, 'The sum of the weights must not exceed {0}.', MAX_UINT32);
};

/** Bodies that Envoy answers with are small unless the route configuration says otherwise. */
export const directResponseBodies: CodedCheck = (node, report) => {
  const limit = fieldEntry(node, 'max_direct_response_body_size_bytes');
  const most = !limit || isUnset(limit.value) ? 4096 : envoyUint(limit.value)?.value;
  // 0 is no limit.
  if (!most) return;
  for (const route of fieldItems(field(node, 'virtual_hosts')).flatMap((host) => fieldItems(field(host, 'routes')))) {
    const body = envoyString(fieldPath(route, 'direct_response', 'body', 'inline_string'));
    const size = body ? new TextEncoder().encode(body.value).length : 0;
    if (body && size > most)
      report(
        'envoy/out-of-range',
        body.at,
        "This body has {0} bytes, but at most {1} are allowed. Raise '{2}' in the route configuration, or load the body from a file.",
        size,
        most,
        'max_direct_response_body_size_bytes',
      );
  }
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

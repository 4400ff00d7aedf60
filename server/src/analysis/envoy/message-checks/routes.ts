import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString, envoyUint } from '../envoy-scalar.ts';
import { durationSeconds } from './durations.ts';
import type { MessageCheck, ReportProblem } from './message-check.ts';

/** Only one field may rewrite the path. */
export const pathRewrites: MessageCheck = (node, report) => {
  const set = ['prefix_rewrite', 'regex_rewrite', 'path_rewrite_policy', 'path_rewrite'].flatMap((name) => {
    const entry = fieldEntry(node, name);
    return entry && !isEmpty(entry.value) ? [entry] : [];
  });
  const [first, second] = [...set].sort((a, b) => a.range.start - b.range.start);
  if (first && second)
    report(
      'envoy/conflicting-fields',
      second,
      'The path is rewritten by "{0}" already: Envoy refuses "{1}" beside it.',
      first.key.text,
      second.key.text,
    );
};

const isEmpty = (node: YamlNode | undefined): boolean =>
  !node || (node.kind === 'scalar' && (node.text === '' || (node.style === 'plain' && /^(~|null)$/i.test(node.text))));

/** An upgrade stands once in a list; only CONNECT has a `connect_config`. */
export const upgrades: MessageCheck = (node, report) => {
  const seen = new Set<string>();
  for (const upgrade of fieldItems(field(node, 'upgrade_configs'))) {
    const type = envoyString(field(upgrade, 'upgrade_type'));
    if (!type) continue;
    const key = type.value.toLowerCase();
    if (seen.has(key))
      report(
        'envoy/refused-value',
        type.at,
        'The upgrade "{0}" is in this list already: Envoy refuses it.',
        type.value,
      );
    seen.add(key);
  }
};

/** The longest pause between tries is no shorter than the first. */
export const retryBackOff: MessageCheck = (node, report) => retryBackOffAt(node, report);

export function retryBackOffAt(node: YamlNode | undefined, report: ReportProblem): void {
  const longest = field(node, 'max_interval');
  const [base, max] = [durationSeconds(field(node, 'base_interval')), durationSeconds(longest)];
  if (longest && base !== undefined && max !== undefined && max < base)
    report('envoy/refused-value', longest, '"{0}" must not be shorter than "{1}".', 'max_interval', 'base_interval');
}

const MAX_UINT32 = 4_294_967_295;

/** The weights of clusters are added up in 32 bits. */
export const weightSum: MessageCheck = (node, report) => {
  const weights = fieldItems(field(node, 'clusters')).map((cluster) => envoyUint(field(cluster, 'weight'))?.value ?? 0);
  const entry: YamlEntry | undefined = fieldEntry(node, 'clusters');
  if (entry && weights.reduce((sum, weight) => sum + weight, 0) > MAX_UINT32)
    report('envoy/refused-value', entry, 'The weights add up to more than {0}: Envoy refuses that.', MAX_UINT32);
};

/** Bodies that Envoy answers with are small unless the route configuration says otherwise. */
export const directResponseBodies: MessageCheck = (node, report) => {
  const limit = fieldEntry(node, 'max_direct_response_body_size_bytes');
  const most = limit ? envoyUint(limit.value)?.value : 4096;
  if (most === undefined) return;
  for (const route of fieldItems(field(node, 'virtual_hosts')).flatMap((host) => fieldItems(field(host, 'routes')))) {
    const body = envoyString(fieldPath(route, 'direct_response', 'body', 'inline_string'));
    const size = body ? new TextEncoder().encode(body.value).length : 0;
    if (body && size > most)
      report(
        'envoy/refused-value',
        body.at,
        'This body has {0} bytes, more than the {1} that Envoy allows: raise "{2}" of the route configuration, or read the body from a file.',
        size,
        most,
        'max_direct_response_body_size_bytes',
      );
  }
};

/** Options of the HTTP connection manager that exclude each other. */
export const connectionManagerOptions: MessageCheck = (node, report) => {
  exclusive(node, 'strip_matching_host_port', 'strip_any_host_port', report);
  if (fieldItems(field(node, 'original_ip_detection_extensions')).length === 0) return;
  exclusive(node, 'original_ip_detection_extensions', 'use_remote_address', report);
  exclusive(node, 'original_ip_detection_extensions', 'xff_num_trusted_hops', report);
};

function exclusive(node: YamlMap, one: string, other: string, report: ReportProblem): void {
  const [first, second] = [fieldEntry(node, one), fieldEntry(node, other)];
  if (!first || !second || isOff(first.value) || isOff(second.value)) return;
  report('envoy/conflicting-fields', second, 'Envoy refuses "{0}" beside "{1}".', other, one);
}

const isOff = (node: YamlNode | undefined): boolean =>
  !node || (node.kind === 'scalar' && /^(false|no|off|n|0|~|null|)$/i.test(node.text));

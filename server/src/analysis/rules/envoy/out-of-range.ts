import { checkSuccessCriteria, checkSuccessRate } from '../../envoy/admission-control.ts';
import { lbPolicy } from '../../envoy/cluster-type.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyDouble, envoyDuration, envoyString, envoyUint } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import { messageKey } from '../../envoy/message-key.ts';
import { checkRetryBackOff } from '../../envoy/retry-back-off.ts';
import { checkTicketKeys } from '../../envoy/ticket-keys.ts';
import { awaitsSecrets } from '../../envoy/tls-contexts.ts';
import { typedAncestors } from '../../envoy/typed/typed-path.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { replaceScalar, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { constraintMessage } from '../findings/constraint-message.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { reportMessages } from '../findings/message-findings.ts';
import { fieldSkeleton, hasPlaceholderText } from '../fixes/field-skeleton.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';

export const outOfRange = rule({
  code: 'envoy/out-of-range',
  subject: 'envoy',
  severity: 'error',
  summary: 'A value violates a constraint that Envoy’s API sets for its field.',
  why: 'The API limits numbers, lengths, durations and characters. Examples are a port above 65535, a timeout of zero where one is required, and an empty name. Durations must not be negative.',
  examples: [
    {
      before: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 70979 }
#                                                     ^^^^^ error envoy/out-of-range: 'port_value' must be at most 65535.
`,
      after: `#- /envoy.yaml
admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: 65535 }
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster': [ejectionTimes, endpointWeights],
    'envoy.config.overload.v3.ScaledTrigger': scaledTrigger,
    'envoy.config.route.v3.RetryPolicy.RetryBackOff': retryBackOff,
    'envoy.config.route.v3.RouteConfiguration': directResponseBodies,
    'envoy.config.route.v3.WeightedCluster': weightSum,
    'envoy.extensions.clusters.dns.v3.DnsCluster': (node, report) =>
      checkRetryBackOff(field(node, 'dns_failure_refresh_rate'), report),
    'envoy.extensions.filters.http.admission_control.v3.AdmissionControl': [checkSuccessCriteria, checkSuccessRate],
    'envoy.extensions.transport_sockets.tls.v3.CommonTlsContext': alpnProtocols,
    'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext': ticketKeys,
  },
  check(subject, report) {
    for (const found of envoyFindings(subject, 'out-of-range'))
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: constraintMessage(found),
        fixes: () => fixes(subject, found),
      });
    reportMessages(subject, 'envoy/out-of-range', report, { formerCodes: ['envoy/refused-value'] });
  },
});

/** "outlier detector's max_ejection_time cannot be smaller than base_ejection_time", which is 30 seconds by default. */
function ejectionTimes(node: YamlMap, report: ReportProblem): void {
  const outliers = field(node, 'outlier_detection');
  const most = field(outliers, 'max_ejection_time');
  const base = field(outliers, 'base_ejection_time');
  const [max, least] = [envoyDuration(most), base ? envoyDuration(base) : 30];
  if (most && max !== undefined && least !== undefined && max < least)
    report(
      most,
      "'{0}' must not be shorter than '{1}', which is {2}.",
      'max_ejection_time',
      'base_ejection_time',
      `${least}s`,
    );
}

/** "scaling_threshold must be less than saturation_threshold": without a value they are 0. */
function scaledTrigger(node: YamlMap, report: ReportProblem): void {
  const [scaling, saturation] = ['scaling_threshold', 'saturation_threshold'].map((name) => field(node, name));
  if (hasElision(node) || hasUnknownKeys(node, 'envoy.config.overload.v3.ScaledTrigger')) return;
  const [low, high] = [scaling, saturation].map((value) => (isUnset(value) ? 0 : envoyDouble(value)));
  if (low === undefined || high === undefined || low < high) return;
  report(
    fieldEntry(node, 'saturation_threshold')?.value ?? fieldEntry(node, 'scaling_threshold') ?? node,
    "'{0}' must be greater than '{1}'.",
    'saturation_threshold',
    'scaling_threshold',
  );
}

/** Rings and Maglev tables add up the weights of endpoints, and of localities, in 32 bits. */
function endpointWeights(node: YamlMap, report: ReportProblem): void {
  if (!addsWeights(node)) return;
  const localities = fieldItems(fieldPath(node, 'load_assignment', 'endpoints'));
  for (const locality of localities) {
    const entry = fieldEntry(locality, 'lb_endpoints');
    if (entry && sumOf(fieldItems(entry.value)) > MAX_UINT32)
      report(entry, 'The sum of the weights must not exceed {0}.', MAX_UINT32);
  }
  const priorities = new Set(localities.map(priorityOf));
  for (const priority of priorities) {
    const together = differentLocalities(localities.filter((locality) => priorityOf(locality) === priority));
    const last = fieldEntry(together.at(-1), 'load_balancing_weight');
    if (last && sumOf(together) > MAX_UINT32) report(last, 'The sum of the weights must not exceed {0}.', MAX_UINT32);
  }
}

/** Those whose weights count: a locality without a name has no weight, and of two with the same name the last one counts. */
const differentLocalities = (localities: readonly YamlNode[]): readonly YamlNode[] => [
  ...new Map(
    localities.flatMap((one) => {
      const name = field(one, 'locality');
      const key = name && messageKey(name, 'envoy.config.core.v3.Locality');
      return key === undefined ? [] : [[key, one] as const];
    }),
  ).values(),
];

/** A `load_balancing_policy` counts in place of `lb_policy`. */
function addsWeights(node: YamlMap): boolean {
  const policy = field(node, 'load_balancing_policy');
  if (isUnset(policy)) return ['RING_HASH', 'MAGLEV'].includes(lbPolicy({ node }) ?? '');
  const [first] = fieldItems(field(policy, 'policies'));
  const type = envoyString(fieldPath(first, 'typed_extension_config', 'typed_config', '@type'))?.value ?? '';
  return /\.(ring_hash\.v3\.RingHash|maglev\.v3\.Maglev)$/.test(type);
}

const priorityOf = (locality: YamlNode): number => envoyUint(field(locality, 'priority'))?.value ?? 0;

const sumOf = (nodes: readonly YamlNode[]): number =>
  nodes.reduce((sum, node) => {
    const weight = field(node, 'load_balancing_weight');
    return sum + (envoyUint(weight?.kind === 'map' ? field(weight, 'value') : weight)?.value ?? 0);
  }, 0);

/** The maximum retry interval must not be shorter than the base interval. */
function retryBackOff(node: YamlMap, report: ReportProblem): void {
  checkRetryBackOff(node, report);
}

const MAX_UINT32 = 4_294_967_295;

/** The weights of clusters are added up in 32 bits. */
function weightSum(node: YamlMap, report: ReportProblem): void {
  const weights = fieldItems(field(node, 'clusters')).map((cluster) => envoyUint(field(cluster, 'weight'))?.value ?? 0);
  const entry: YamlEntry | undefined = fieldEntry(node, 'clusters');
  if (entry && weights.reduce((sum, weight) => sum + weight, 0) > MAX_UINT32)
    report(entry, 'The sum of the weights must not exceed {0}.', MAX_UINT32);
}

/** Bodies that Envoy answers with are small unless the route configuration says otherwise. */
function directResponseBodies(node: YamlMap, report: ReportProblem): void {
  const limit = fieldEntry(node, 'max_direct_response_body_size_bytes');
  const most = !limit || isUnset(limit.value) ? 4096 : envoyUint(limit.value)?.value;
  // 0 is no limit.
  if (!most) return;
  for (const route of fieldItems(field(node, 'virtual_hosts')).flatMap((host) => fieldItems(field(host, 'routes')))) {
    const body = envoyString(fieldPath(route, 'direct_response', 'body', 'inline_string'));
    const size = body ? new TextEncoder().encode(body.value).length : 0;
    if (body && size > most)
      report(
        body.at,
        "This body has {0} bytes, but at most {1} are allowed. Raise '{2}' in the route configuration, or load the body from a file.",
        size,
        most,
        'max_direct_response_body_size_bytes',
      );
  }
}

/** "Incorrect TLS session ticket key length": a listener's keys, as far as they are written here (Envoy 1.36 to 1.40). */
function ticketKeys(node: YamlMap, report: ReportProblem): void {
  checkTicketKeys(field(node, 'session_ticket_keys'), report);
}

/**
 * "Invalid ALPN protocol string": in a list, no protocol may be empty or longer than 255 bytes. A single empty one
 * counts as missing.
 */
function alpnProtocols(node: YamlMap, report: ReportProblem): void {
  if (awaitsSecrets(node)) return;
  const list = field(node, 'alpn_protocols');
  const items = list?.kind === 'seq' ? list.items : [];
  for (const item of items) {
    const name = isUnset(item) ? undefined : envoyString(item)?.value;
    if (name === undefined) continue;
    if (name.length > 255 || (name === '' && items.length > 1))
      report(item, 'An ALPN protocol name must have 1 to 255 bytes.');
  }
}

/** The nearest allowed value, if there is one. */
function fixes(subject: Subjects['envoy'], found: FoundInEnvoy<'out-of-range'>): Fix[] {
  const { file } = subject;
  const { finding, node, editable } = found;
  const { name, limit } = finding.rule;
  if (!editable) return [];
  if (name === 'min_items' && limit === '1') return firstItem(subject, found);
  if (node?.kind !== 'scalar') return [];
  const value = nearest(name, limit, node.text);
  if (value === undefined) return [];
  const edit = node.style === 'plain' ? { range: node.range, newText: value } : replaceScalar(file.text, node, value);
  return [{ title: message("Change to '{0}'", value), preferred: true, safe: false, edits: [editsIn(file, edit)] }];
}

/** An item that Envoy accepts, for an empty list. */
function firstItem({ file, source }: Subjects['envoy'], { finding, entry, map }: FoundInEnvoy<'out-of-range'>): Fix[] {
  const holder = typedAncestors(source, finding.path).at(-1);
  if (!entry || !map || holder?.map !== map) return [];
  const value = fieldSkeleton(holder.type, entry.key.text, source.config);
  if (value === undefined) return [];
  return [
    {
      title: message('Add an entry'),
      preferred: !hasPlaceholderText(value),
      safe: false,
      edits: [editsIn(file, replaceValue(file.text, map, entry, value))],
    },
  ];
}

function nearest(rule: string, limit: string, text: string): string | undefined {
  if (rule === 'well_known_regex' && limit === 'HTTP_HEADER_NAME') return headerName(text);
  const duration = /^-?[\d.]+s$/.test(limit);
  if (duration && text.startsWith('-') && rule === 'gte' && limit === '0s') return text.slice(1);
  if (rule === 'gte' || rule === 'lte') return limit;
  if (duration && rule === 'gt') return limit === '0s' ? '1s' : undefined;
  const number = Number(limit);
  if (duration || !Number.isInteger(number)) return undefined;
  return rule === 'gt' ? String(number + 1) : rule === 'lt' ? String(number - 1) : undefined;
}

/** With hyphens in place of characters that are invalid in header names. */
function headerName(text: string): string | undefined {
  const name = text.trim().replace(/[^\w!#$%&'*+.^|~`-]+/g, '-');
  return name === '' || name === text ? undefined : name;
}

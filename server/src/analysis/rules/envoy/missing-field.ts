import { clusterType } from '../../envoy/cluster-type.ts';
import { enumField } from '../../envoy/enum-field.ts';
import { field, fieldEntry, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyString, isBlank } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { MessageCheck, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { hasUnknownKeys, isUncertain } from '../../envoy/message-checks/unknown-keys.ts';
import { emptyRouteConfigs, incompleteRouteConfigs } from '../../envoy/route-filter-configs.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { envoyFindings } from '../findings/envoy-findings.ts';
import { reportMessages } from '../findings/message-findings.ts';
import { shortName } from '../findings/type-labels.ts';
import { missingFieldFixes } from '../fixes/missing-field-fixes.ts';
import { zipkinFixes } from '../fixes/zipkin-version.ts';
import { type Message, message, type MessageArg } from '../message.ts';
import { rule } from '../rule.ts';

export const envoyMissingField = rule({
  code: 'envoy/missing-field',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  safeFixes: true,
  summary: 'A required field is missing.',
  why: 'The API marks fields as required, or sets a constraint that an empty value violates, such as a name with at least one character. For some groups of fields, one field must be set. The fix adds a skeleton to fill in.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - connect_timeout: 1s
#     ^^^^^^^^^^^^^^^ error envoy/missing-field: Cluster requires 'name'.
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - connect_timeout: 1s
      name: my-cluster
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster': [endpointAddresses, socketMatches],
    'envoy.config.bootstrap.v3.RuntimeLayer.RtdsLayer': runtimeSource,
    'envoy.config.cluster.v3.LoadBalancingPolicy': balancingPolicies,
    'envoy.config.rbac.v3.Policy': policyCondition,
    'envoy.config.route.v3.Route': routeFilterConfigs,
    'envoy.config.route.v3.RouteConfiguration': routeFilterConfigs,
    'envoy.config.route.v3.VirtualCluster': virtualClusterHeaders,
    'envoy.config.route.v3.VirtualHost': routeFilterConfigs,
    'envoy.config.route.v3.WeightedCluster.ClusterWeight': routeFilterConfigs,
    'envoy.config.trace.v3.ZipkinConfig': zipkin,
    'envoy.extensions.filters.http.api_key_auth.v3.KeySource': requiresOneOf(
      'envoy.extensions.filters.http.api_key_auth.v3.KeySource',
      'header',
      'query',
      'cookie',
    ),
    'envoy.extensions.filters.http.cache.v3.CacheConfig': requiresOneOf(
      'envoy.extensions.filters.http.cache.v3.CacheConfig',
      'typed_config',
      'disabled',
    ),
    'envoy.extensions.filters.http.cache_v2.v3.CacheV2Config': requiresOneOf(
      'envoy.extensions.filters.http.cache_v2.v3.CacheV2Config',
      'typed_config',
      'disabled',
    ),
    'envoy.extensions.filters.http.ip_tagging.v3.IPTagging': requiresOneOf(
      'envoy.extensions.filters.http.ip_tagging.v3.IPTagging',
      'ip_tags',
      'ip_tags_datasource',
    ),
    'envoy.extensions.filters.http.oauth2.v3.OAuth2Config': tokenSecret,
    'envoy.extensions.filters.network.http_connection_manager.v3.Rds': routeSource,
    'envoy.extensions.filters.network.redis_proxy.v3.RedisProxy': redisRoutes,
    'envoy.extensions.transport_sockets.tls.v3.CommonTlsContext': certificateKeys,
    'envoy.extensions.transport_sockets.tls.v3.Secret': secretType,
  },
  check(subject, report) {
    for (const found of envoyFindings(subject, 'missing-field')) {
      const { type, groups } = found.finding;
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: message('{0} requires {1}.', shortName(type), groups.map(oneOf).reduce(both)),
        fixes: () => missingFieldFixes(subject, found),
      });
    }
    reportMessages(subject, 'envoy/missing-field', report, {
      formerCodes: ['envoy/refused-value'],
      fixes: ({ message: { args }, node }) =>
        args[0] === 'collector_endpoint_version' ? zipkinFixes(subject, node) : [],
    });
  },
});

/** "Didn't find a registered implementation for '' with type URL: ''": each match has a transport socket. */
function socketMatches(node: YamlMap, report: ReportProblem): void {
  for (const match of fieldItems(field(node, 'transport_socket_matches'))) {
    if (match.kind !== 'map' || !isUnset(field(match, 'transport_socket')) || hasElision(match)) continue;
    if (hasUnknownKeys(match, 'envoy.config.cluster.v3.Cluster.TransportSocketMatch')) continue;
    report(match.entries[0] ?? match, "'{0}' is required.", 'transport_socket');
  }
}

/** "failed to create an expression": no part of the condition of an RBAC policy is empty (Envoy 1.36 to 1.40). */
function policyCondition(node: YamlMap, report: ReportProblem): void {
  const condition = fieldEntry(node, 'condition');
  if (condition && !hasElision(node)) checkExpression(condition.value, condition, report);
}

const exprType = 'google.api.expr.v1alpha1.Expr';

const kinds = ['const', 'ident', 'select', 'call', 'list', 'struct', 'comprehension'].map((kind) => `${kind}_expr`);

/** @param at where an empty expression is shown */
function checkExpression(node: YamlNode | undefined, at: YamlNode | YamlEntry, report: ReportProblem): void {
  if (node?.kind !== 'map' || hasUnknownKeys(node, exprType)) return;
  const kind = kinds.flatMap((name) => fieldEntry(node, name) ?? []).find(({ value }) => !isUnset(value));
  if (!kind) report(at, "This expression is empty. Set '{0}' or another kind.", 'call_expr');
  const named = { ident_expr: 'name', select_expr: 'field' };
  for (const [name, part] of Object.entries(named)) {
    const entry = fieldEntry(node, name);
    const text = field(entry?.value, part);
    if (entry?.value?.kind === 'map' && (isUnset(text) || envoyString(text)?.value === ''))
      report(entry, "'{0}' is required.", part);
  }
  for (const inner of operands(node)) checkExpression(inner, inner, report);
}

/** The expressions in an expression. */
const operands = (node: YamlNode): readonly YamlNode[] => [
  ...fieldItems(field(field(node, 'select_expr'), 'operand')),
  ...fieldItems(field(field(node, 'call_expr'), 'target')),
  ...fieldItems(field(field(node, 'call_expr'), 'args')),
  ...fieldItems(field(field(node, 'list_expr'), 'elements')),
];

/** "Missing config source specifier": a layer of the runtime requires a source. */
function runtimeSource(node: YamlMap, report: ReportProblem): void {
  if (!isUnset(field(node, 'rtds_config')) || hasElision(node)) return;
  if (hasUnknownKeys(node, 'envoy.config.bootstrap.v3.RuntimeLayer.RtdsLayer')) return;
  report(node.entries[0] ?? node, "'{0}' is required.", 'rtds_config');
}

/** "An RDS config must have either a 'config_source' or an xDS-TP based 'route_config_name'". */
function routeSource(node: YamlMap, report: ReportProblem): void {
  const name = field(node, 'route_config_name');
  const text = name ? envoyString(name)?.value : '';
  if (text === undefined || text.startsWith('xdstp:') || !isUnset(field(node, 'config_source')) || hasElision(node))
    return;
  if (hasUnknownKeys(node, 'envoy.extensions.filters.network.http_connection_manager.v3.Rds')) return;
  const at = fieldEntry(node, 'route_config_name') ?? node.entries[0] ?? node;
  report(at, "'{0}' is required.", 'config_source');
}

/** A Redis proxy needs a cluster for at least some keys, and one for each prefix. */
function redisRoutes(node: YamlMap, report: ReportProblem): void {
  const entry = fieldEntry(node, 'prefix_routes');
  const routes = fieldItems(field(entry?.value, 'routes'));
  if (routes.length === 0 && !fieldEntry(entry?.value, 'catch_all_route'))
    report(
      entry ?? node.entries[0] ?? node,
      "A Redis proxy requires a cluster in '{0}' or '{1}'.",
      'prefix_routes.catch_all_route',
      'prefix_routes.routes',
    );
}

/** "Address must be set": endpoints of a STATIC cluster; other types overlook those without one. */
function endpointAddresses(node: YamlMap, report: ReportProblem): void {
  if (clusterType({ node }) !== 'STATIC') return;
  for (const locality of fieldItems(field(field(node, 'load_assignment'), 'endpoints')))
    for (const item of fieldItems(field(locality, 'lb_endpoints'))) {
      const endpoint = field(item, 'endpoint');
      if (item.kind !== 'map' || isUncertain(item, 'envoy.config.endpoint.v3.LbEndpoint')) continue;
      if (!isUnset(endpoint) && isUncertain(endpoint, 'envoy.config.endpoint.v3.Endpoint')) continue;
      if (!isUnset(field(endpoint, 'address'))) continue;
      report(
        fieldEntry(item, 'endpoint') ?? item.entries[0] ?? item,
        "An endpoint of a STATIC cluster requires '{0}'.",
        'address',
      );
    }
}

/** "token_secret is required when auth_type is not TLS_CLIENT_AUTH" (Envoy 1.36 to 1.40). */
function tokenSecret(node: YamlMap, report: ReportProblem): void {
  const entry = fieldEntry(node, 'credentials');
  const kind = enumField(node, `${oauth}.OAuth2Config`, 'auth_type');
  if (!entry?.value || isUnset(entry.value) || kind === undefined || kind === 'TLS_CLIENT_AUTH') return;
  if (isUnset(field(entry.value, 'token_secret')) && !isUncertain(entry.value, `${oauth}.OAuth2Credentials`))
    report(entry, "'{0}' is required.", 'token_secret');
}

const oauth = 'envoy.extensions.filters.http.oauth2.v3';

/** "Secret type not implemented". */
function secretType(node: YamlMap, report: ReportProblem): void {
  const types = ['tls_certificate', 'session_ticket_keys', 'validation_context', 'generic_secret'];
  if (
    types.some((name) => fieldEntry(node, name)) ||
    isUncertain(node, 'envoy.extensions.transport_sockets.tls.v3.Secret')
  )
    return;
  report(node.entries[0] ?? node, "This secret is empty. Set '{0}' or another type.", types[0] ?? '');
}

/** "virtual clusters must define 'headers'". */
function virtualClusterHeaders(node: YamlMap, report: ReportProblem): void {
  if (fieldItems(field(node, 'headers')).length > 0 || isUncertain(node, 'envoy.config.route.v3.VirtualCluster'))
    return;
  if (field(node, 'headers')?.kind === 'scalar') return;
  report(node.entries[0] ?? node, "A virtual cluster requires '{0}'.", 'headers');
}

/** "didn't find a registered load balancer factory implementation … with names from []". */
function balancingPolicies(node: YamlMap, report: ReportProblem): void {
  if (isUncertain(node, 'envoy.config.cluster.v3.LoadBalancingPolicy')) return;
  const policies = fieldItems(field(node, 'policies'));
  if (policies.length === 0) report(node.entries[0] ?? node, "A load balancing policy requires '{0}'.", 'policies');
  const [first] = policies;
  // Envoy passes over empty ones if another one is not.
  const isEmpty = (one: YamlNode): boolean =>
    isUnset(field(one, 'typed_extension_config')) &&
    !isUncertain(one, 'envoy.config.cluster.v3.LoadBalancingPolicy.Policy');
  if (first && policies.every(isEmpty)) report(first, "'{0}' is required.", 'typed_extension_config');
}

/**
 * A check that one of several fields is set: "HTTP IP Tagging Filter requires either ip_tags or ip_tags_datasource",
 * and caches require storage or must not be configured.
 */
function requiresOneOf(type: string, ...names: readonly string[]): MessageCheck {
  return (node, report) => {
    const isGiven = (value: YamlNode | undefined): boolean =>
      !isBlank(value) && (value?.kind !== 'seq' || value.items.length > 0);
    if (names.some((name) => isGiven(field(node, name))) || hasElision(node) || hasUnknownKeys(node, type)) return;
    report(node.entries[0] ?? node, names.length > 1 ? "'{0}' or '{1}' is required." : "'{0}' is required.", ...names);
  };
}

/** What filters require of their config for a route or virtual host, though not of their own (Envoy 1.36 to 1.40). */
function routeFilterConfigs(node: YamlMap, report: ReportProblem): void {
  for (const { name, at } of emptyRouteConfigs(node))
    report(at, "'{0}' is empty. It requires '{1}' or '{2}'.", name, 'config', 'disabled: true');
  for (const { config, required } of incompleteRouteConfigs(node)) {
    const at = config.entries[0] ?? config;
    if (required.length > 1) report(at, "A per-route config requires '{0}' or '{1}'.", ...required);
    else report(at, "A per-route config requires '{0}'.", ...required);
  }
}

/** "Failed to load incomplete private key": a certificate is shown together with its key. */
function certificateKeys(node: YamlMap, report: ReportProblem): void {
  for (const certificate of fieldItems(field(node, 'tls_certificates'))) {
    const chain = fieldEntry(certificate, 'certificate_chain');
    const has = ['private_key', 'private_key_provider', 'pkcs12'].some((name) => fieldEntry(certificate, name));
    if (chain?.value?.kind !== 'map' || chain.value.entries.length === 0 || has) continue;
    if (
      hasElision(certificate) ||
      certificate.kind !== 'map' ||
      hasUnknownKeys(certificate, 'envoy.extensions.transport_sockets.tls.v3.TlsCertificate')
    )
      continue;
    report(chain, "A certificate requires '{0}'.", 'private_key');
  }
}

/** Where spans go: Zipkin has a cluster and an endpoint, in a form that is named (Envoy 1.36 to 1.40). */
function zipkin(node: YamlMap, report: ReportProblem): void {
  if (hasElision(node) || hasUnknownKeys(node, 'envoy.config.trace.v3.ZipkinConfig')) return;
  const version = field(node, 'collector_endpoint_version');
  const at = node.entries.find(({ key }) => key.text !== '@type') ?? node;
  if (isUnset(version))
    report(
      at,
      "'{0}' is required, for example {1}. Its default value is no longer supported.",
      'collector_endpoint_version',
      'HTTP_JSON',
    );
  if (!isUnset(field(node, 'collector_service'))) return;
  for (const name of ['collector_cluster', 'collector_endpoint']) {
    const value = field(node, name);
    if (!value || envoyString(value)?.value === '') report(value ?? at, "'{0}' is required for Zipkin.", name);
  }
}

function oneOf(names: readonly string[]): MessageArg {
  const quoted = names.map((name) => `'${name}'`);
  return quoted.length === 1
    ? (quoted[0] ?? '')
    : message('{0} or {1}', quoted.slice(0, -1).join(', '), quoted.at(-1) ?? '');
}

const both = (one: MessageArg, other: MessageArg): Message => message('{0} and {1}', one, other);

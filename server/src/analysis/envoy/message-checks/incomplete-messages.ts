import { clusterType } from '../cluster-type.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyBool, isBlank } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/** Checks of fields that Envoy's code requires, although the API does not. Each was checked with Envoy 1.40. */

/** Whether the field that seems to be missing may be present under another name. */
const isUnsure = (node: YamlNode | undefined, type: string): boolean =>
  node !== undefined && (node.kind !== 'map' || hasUnknownKeys(node, type) || hasElision(node));

const firstKey = (node: YamlMap): YamlEntry | YamlMap => node.entries[0] ?? node;

/** "Address must be set": endpoints of a STATIC cluster; other types overlook those without one. */
export const endpointAddresses: CodedCheck = (node, report) => {
  if (clusterType({ node }) !== 'STATIC') return;
  for (const locality of fieldItems(field(field(node, 'load_assignment'), 'endpoints')))
    for (const item of fieldItems(field(locality, 'lb_endpoints'))) {
      const endpoint = field(item, 'endpoint');
      if (item.kind !== 'map' || isUnsure(item, 'envoy.config.endpoint.v3.LbEndpoint')) continue;
      if (!isUnset(endpoint) && isUnsure(endpoint, 'envoy.config.endpoint.v3.Endpoint')) continue;
      if (!isUnset(field(endpoint, 'address'))) continue;
      report(
        'envoy/missing-field',
        fieldEntry(item, 'endpoint') ?? firstKey(item),
        "An endpoint of a STATIC cluster requires '{0}'.",
        'address',
      );
    }
};

/** "Secret type not implemented". */
export const secretType: CodedCheck = (node, report) => {
  const types = ['tls_certificate', 'session_ticket_keys', 'validation_context', 'generic_secret'];
  if (types.some((name) => fieldEntry(node, name)) || isUnsure(node, secret)) return;
  report('envoy/missing-field', firstKey(node), "This secret is empty. Set '{0}' or another type.", types[0] ?? '');
};

const secret = 'envoy.extensions.transport_sockets.tls.v3.Secret';

/** "Exactly one of cluster or cluster_header in request mirror policy need to be specified". */
export const mirrorPolicyCluster: CodedCheck = (node, report) => {
  if (isUnsure(node, 'envoy.config.route.v3.RouteAction.RequestMirrorPolicy')) return;
  const given = ['cluster', 'cluster_header'].flatMap((name) => fieldEntry(node, name) ?? []);
  const [, second] = given;
  if (second)
    report(
      'envoy/conflicting-fields',
      second,
      "'{0}' cannot be used together with '{1}'.",
      'cluster',
      'cluster_header',
    );
  else if (given.length === 0)
    report('envoy/missing-field', firstKey(node), "A request mirror policy requires '{0}'.", 'cluster');
};

/** "virtual clusters must define 'headers'". */
export const virtualClusterHeaders: CodedCheck = (node, report) => {
  if (fieldItems(field(node, 'headers')).length > 0 || isUnsure(node, 'envoy.config.route.v3.VirtualCluster')) return;
  if (field(node, 'headers')?.kind === 'scalar') return;
  report('envoy/missing-field', firstKey(node), "A virtual cluster requires '{0}'.", 'headers');
};

const clusters = 'envoy.config.cluster.v3';

/** "didn't find a registered load balancer factory implementation … with names from []". */
export const balancingPolicies: CodedCheck = (node, report) => {
  const policies = fieldItems(field(node, 'policies'));
  if (isUnsure(node, `${clusters}.LoadBalancingPolicy`)) return;
  if (policies.length === 0)
    report('envoy/missing-field', firstKey(node), "A load balancing policy requires '{0}'.", 'policies');
  // Envoy passes over empty ones if another one is not.
  const isEmpty = (one: YamlNode) =>
    isUnset(field(one, 'typed_extension_config')) && !isUnsure(one, `${clusters}.LoadBalancingPolicy.Policy`);
  const [first] = policies;
  if (first && policies.every(isEmpty))
    report('envoy/missing-field', first, "'{0}' is required.", 'typed_extension_config');
};

/** "Only one of `inline_code` or `default_source_code` can be set for the Lua filter". */
export const luaCode: CodedCheck = (node, report) => {
  const inline = fieldEntry(node, 'inline_code');
  const source = fieldEntry(node, 'default_source_code');
  // An empty `inline_code` counts as missing.
  if (!inline || !source?.value || isBlank(inline.value)) return;
  const later = inline.range.start > source.range.start ? inline : source;
  report(
    'envoy/conflicting-fields',
    later,
    "'{0}' cannot be used together with '{1}'.",
    'inline_code',
    'default_source_code',
  );
};

/** "the last (terminal) filter (…) in the chain cannot be disabled by default". */
export const lastFilterEnabled: CodedCheck = (node, report) => {
  const last = fieldItems(field(node, 'http_filters')).at(-1);
  const disabled = fieldEntry(last, 'disabled');
  if (disabled && envoyBool(disabled.value) === true)
    report(
      'envoy/unsupported-field',
      disabled,
      'The last filter cannot be disabled, because it ends the filter chain.',
    );
};

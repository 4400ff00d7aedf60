import { extensionTypes, messageOf } from '../../schema/envoy-facts.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { clusterType } from '../cluster-type.ts';
import { field, fieldItems, fieldPath } from '../envoy-field.ts';
import { ipAddresses } from './addresses.ts';
import { hasElision } from '../has-elision.ts';
import type { CodedCheck, MessageContext, ReportCoded } from './message-check.ts';
import { setEntries } from './set-entries.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import { anyUrl, extensionType } from '../typed/any-type.ts';

/**
 * The name servers of a cluster, which Envoy reads for clusters of a DNS type. It ignores those of other clusters and
 * of the whole config (checked with Envoy 1.36 and 1.40).
 */
export const dnsResolvers: CodedCheck = (node, report, context) => {
  const type = clusterType({ node });
  if (type !== 'STRICT_DNS' && type !== 'LOGICAL_DNS') return;
  const typed = field(node, 'typed_dns_resolver_config');
  if (typed?.kind === 'map') checkTyped(typed, report, context);
  else {
    ipAddresses('dns_resolvers', 'dns_resolution_config.resolvers')(node, report, context);
    for (const servers of [field(node, 'dns_resolvers'), fieldPath(node, 'dns_resolution_config', 'resolvers')])
      for (const server of fieldItems(servers)) checkKind(server, report);
  }
};

/** "DNS resolver '…' is not an IP address" (Envoy 1.36 to 1.40). */
function checkKind(address: YamlNode, report: ReportCoded): void {
  if (address.kind !== 'map') return;
  const [other] = setEntries(address, 'pipe', 'envoy_internal_address');
  if (other)
    report(
      'envoy/invalid-address',
      other,
      "A DNS server cannot have a '{0}'. Set an IP address in '{1}'.",
      other.key.text,
      'socket_address',
    );
}

function checkTyped(node: YamlMap, report: ReportCoded, context: MessageContext): void {
  const url = anyUrl(field(node, 'typed_config'));
  const name = extensionType(node);
  if (!url || name === undefined || !messageOf(name)) return;
  const known = extensionTypes('envoy.network.dns_resolver').map(({ type }) => type);
  if (!known.includes(name)) report('envoy/unknown-name', url, "'{0}' is not the type of a DNS resolver.", name);
  else if (name.endsWith('.CaresDnsResolverConfig')) {
    ipAddresses('typed_config.resolvers')(node, report, context);
    for (const resolver of fieldItems(fieldPath(node, 'typed_config', 'resolvers'))) {
      checkAddress(resolver, report);
      checkKind(resolver, report);
    }
  }
}

/** "Address must be set": the API's rules are not checked here. */
function checkAddress(node: YamlNode, report: ReportCoded): void {
  const type = 'envoy.config.core.v3.Address';
  if (node.kind !== 'map' || hasUnknownKeys(node, type) || hasElision(node)) return;
  if (setEntries(node, 'socket_address', 'pipe', 'envoy_internal_address').length === 0)
    report('envoy/missing-field', node, "'{0}' is required.", 'socket_address');
}

import { extensionTypes, messageOf } from '../../schema/envoy-facts.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { clusterType } from '../cluster-type.ts';
import { field, fieldItems, fieldPath } from '../envoy-field.ts';
import { checkSocket } from './addresses.ts';
import { hasElision } from '../has-elision.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { setEntries } from './set-entries.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { anyUrl, extensionType } from '../typed/any-type.ts';

/**
 * The name servers of a cluster. Envoy reads them for clusters of a DNS type and for Redis clusters, and ignores those of other
 * clusters and of the whole config (`test/envoy/message-checks/dns-resolvers.test.ts` asks Envoy).
 */
export const clusterDnsResolvers: CodedCheck = (node, report, context) => {
  const type = clusterType({ node });
  const isRead =
    type === 'STRICT_DNS' || type === 'LOGICAL_DNS' || extensionType(field(node, 'cluster_type')) === redis;
  if (isRead) dnsResolvers(node, report, context);
};

const redis = 'envoy.extensions.clusters.redis.v3.RedisClusterConfig';

/**
 * The name servers in a message of which Envoy reads one of up to three fields: `typed_dns_resolver_config`, else
 * `dns_resolution_config`, else `dns_resolvers`. It ignores the others.
 */
export const dnsResolvers: CodedCheck = (node, report) => {
  const typed = field(node, 'typed_dns_resolver_config');
  const config = field(node, 'dns_resolution_config');
  if (typed && !isUnset(typed)) checkTyped(typed, report);
  else checkServers(config && !isUnset(config) ? field(config, 'resolvers') : field(node, 'dns_resolvers'), report);
};

function checkServers(servers: YamlNode | undefined, report: ReportCoded): void {
  for (const server of fieldItems(servers)) {
    checkSocket(field(server, 'socket_address'), report);
    checkKind(server, report);
  }
}

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

function checkTyped(node: YamlNode, report: ReportCoded): void {
  const url = anyUrl(field(node, 'typed_config'));
  const name = extensionType(node);
  if (!url || name === undefined || !messageOf(name)) return;
  const known = extensionTypes('envoy.network.dns_resolver').map(({ type }) => type);
  if (!known.includes(name)) report('envoy/unknown-name', url, "'{0}' is not the type of a DNS resolver.", name);
  else if (name.endsWith('.CaresDnsResolverConfig')) {
    const servers = fieldPath(node, 'typed_config', 'resolvers');
    for (const server of fieldItems(servers)) checkAddress(server, report);
    checkServers(servers, report);
  }
}

/** "Address must be set": the API's rules are not checked here. */
function checkAddress(node: YamlNode, report: ReportCoded): void {
  const type = 'envoy.config.core.v3.Address';
  if (node.kind !== 'map' || hasUnknownKeys(node, type) || hasElision(node)) return;
  if (setEntries(node, 'socket_address', 'pipe', 'envoy_internal_address').length === 0)
    report('envoy/missing-field', node, "'{0}' is required.", 'socket_address');
}

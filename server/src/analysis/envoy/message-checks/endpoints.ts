import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { clusterType } from '../cluster-type.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString, envoyUint } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { checkSocket, isReadAsIp } from './addresses.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { setEntries } from './set-entries.ts';
import { unixPath } from './pipes.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import { extensionType } from '../typed/any-type.ts';

/**
 * Endpoints of clusters with the types STATIC, STRICT_DNS and LOGICAL_DNS. Other clusters get their endpoints from
 * elsewhere and ignore those in the config (checked with Envoy 1.36 and 1.40).
 */
export const endpoints: CodedCheck = (node, report) => {
  const type = clusterType({ node });
  const isDns = type === 'STRICT_DNS' || type === 'LOGICAL_DNS' || isDnsExtension(node);
  if (type !== 'STATIC' && !isDns) return;
  for (const locality of fieldItems(fieldPath(node, 'load_assignment', 'endpoints'))) {
    const leds = fieldEntry(locality, 'leds_cluster_locality_config');
    if (type === 'STATIC' && leds?.value && !isUnset(leds.value))
      report(
        'envoy/cluster-type-mismatch',
        leds,
        "'{0}' is only allowed in clusters of type {1}.",
        leds.key.text,
        'EDS',
      );
    for (const item of fieldItems(field(locality, 'lb_endpoints')))
      if (isDns) checkName(field(item, 'endpoint'), report);
      else checkEndpoint(field(item, 'endpoint'), report);
  }
};

const isDnsExtension = (node: YamlMap): boolean =>
  extensionType(field(node, 'cluster_type')) === 'envoy.extensions.clusters.dns.v3.DnsCluster';

/** "STRICT_DNS clusters must NOT have a custom resolver name set": not even the one of Envoy's own. */
function checkName(endpoint: YamlNode | undefined, report: ReportCoded): void {
  const name = fieldEntry(fieldPath(endpoint, 'address', 'socket_address'), 'resolver_name');
  if (name && (envoyString(name.value)?.value ?? '') !== '')
    report(
      'envoy/unsupported-field',
      name,
      "'{0}' is not allowed here, because DNS resolves this address.",
      'resolver_name',
    );
}

function checkEndpoint(endpoint: YamlNode | undefined, report: ReportCoded): void {
  const socket = fieldPath(endpoint, 'address', 'socket_address');
  isReadAsIp(socket, report);
  unixPath(fieldPath(endpoint, 'address', 'pipe'), report);
  checkSocket(fieldPath(endpoint, 'health_check_config', 'address', 'socket_address'), report);
  checkHealthPort(endpoint, report);
  const space = fieldEntry(socket, 'network_namespace_filepath');
  if (space && (envoyString(space.value)?.value ?? '') !== '')
    report('envoy/unsupported-field', space, 'A network namespace is only allowed for listeners, not for endpoints.');
  for (const additional of fieldItems(field(endpoint, 'additional_addresses'))) {
    isReadAsIp(fieldPath(additional, 'address', 'socket_address'), report);
    if (additional.kind === 'map' && isUnset(field(additional, 'address')) && isWhole(additional))
      report('envoy/missing-field', additional, "'{0}' is required.", 'address');
  }
}

/** "Invalid host configuration: non-zero port for non-IP address" (Envoy 1.36 to 1.40): a port of health checks belongs to an IP address. */
function checkHealthPort(endpoint: YamlNode | undefined, report: ReportCoded): void {
  const port = envoyUint(fieldPath(endpoint, 'health_check_config', 'port_value'));
  const address = field(endpoint, 'address');
  const [other] = address?.kind === 'map' ? setEntries(address, 'pipe', 'envoy_internal_address') : [];
  if (port && port.value > 0 && other)
    report(
      'envoy/conflicting-fields',
      port.at,
      "'{0}' cannot be used together with '{1}'.",
      'port_value',
      other.key.text,
    );
}

const isWhole = (node: YamlMap): boolean =>
  !hasElision(node) && !hasUnknownKeys(node, 'envoy.config.endpoint.v3.Endpoint.AdditionalAddress');

import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { isAddressPlaceholder, isIpAddress } from '../ip-address.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';

/** A check of fields with an Address, or a list of them, that Envoy takes as an IP address and never resolves. */
export const ipAddresses =
  (...paths: readonly string[]): CodedCheck =>
  (node, report) => {
    for (const path of paths)
      for (const address of fieldItems(fieldPath(node, ...path.split('.'))))
        checkSocket(field(address, 'socket_address'), report);
  };

/** A socket address of which Envoy reads an IP address and a port. */
export function checkSocket(socket: YamlNode | undefined, report: ReportCoded): void {
  if (!isReadAsIp(socket, report)) return;
  const address = envoyString(field(socket, 'address'));
  if (!address || address.value === '' || isAddressPlaceholder(address.value) || isIpAddress(address.value)) return;
  report(
    'envoy/invalid-address',
    address.at,
    "'{0}' is not a valid IP address. Host names are not resolved here, and a port belongs in '{1}'.",
    address.value,
    'port_value',
  );
}

/**
 * Whether Envoy can resolve a socket address. It rejects named ports ("IP resolver can't handle port specifier type")
 * and unknown resolvers ("Unknown address resolver"; Envoy 1.36 to 1.40).
 */
export function isReadAsIp(socket: YamlNode | undefined, report: ReportCoded): boolean {
  const named = field(socket, 'resolver_name');
  const resolver = envoyString(named)?.value ?? '';
  if (named?.kind === 'scalar' && envoyString(named) === undefined) return false;
  if (named && resolver !== '' && !resolvers.includes(resolver))
    report('envoy/unknown-name', named, "Unknown address resolver '{0}'.", resolver);
  if (resolver !== '' && resolver !== resolvers[0]) return false;
  const port = fieldEntry(socket, 'named_port');
  if (port?.value && !isUnset(port.value))
    report(
      'envoy/invalid-address',
      port,
      "Named ports are not supported here. Set the port number in '{0}'.",
      'port_value',
    );
  return true;
}

/** As the binary lists them; the second one reads a special kind of address. */
const resolvers: readonly string[] = ['envoy.ip', 'envoy.resolvers.reverse_connection'];

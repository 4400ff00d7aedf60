import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyBool, envoyString } from '../envoy-scalar.ts';
import { isIpAddress } from '../ip-address.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { checkSocket } from './addresses.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { unixPath } from './pipes.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/** Where a listener listens: IP addresses, or sockets of Unix, and nothing that is left open. */
export const listenerAddresses: CodedCheck = (node, report) => {
  checkAddress(field(node, 'address'), report);
  const internal = fieldEntry(field(node, 'address'), 'envoy_internal_address');
  if (internal?.value && !isUnset(internal.value))
    report(
      'envoy/invalid-address',
      internal,
      "An internal listener must set '{0}' instead of '{1}'.",
      'internal_listener',
      'address',
    );
  for (const additional of fieldItems(field(node, 'additional_addresses'))) {
    checkAddress(field(additional, 'address'), report);
    // Envoy 1.36 to 1.40 abort here.
    const type = 'envoy.config.listener.v3.AdditionalAddress';
    if (additional.kind !== 'map' || !isUnset(field(additional, 'address'))) continue;
    if (!hasElision(additional) && !hasUnknownKeys(additional, type))
      report('envoy/missing-field', additional, "'{0}' is required.", 'address');
  }
};

function checkAddress(address: YamlNode | undefined, report: ReportCoded): void {
  const socket = field(address, 'socket_address');
  checkSocket(socket, report);
  unixPath(field(address, 'pipe'), report);
  const compat = fieldEntry(socket, 'ipv4_compat');
  const ip = envoyString(field(socket, 'address'));
  if (!compat || envoyBool(compat.value) !== true || !ip || !isIpAddress(ip.value) || mayBeBoth(ip.value)) return;
  report(
    'envoy/invalid-address',
    compat,
    "'ipv4_compat' requires the address '{0}' or an IPv4-mapped IPv6 address ('{1}').",
    '::',
    '::ffff:…',
  );
}

/** "Only IPv6 address '::' or valid IPv4-mapped IPv6 address can set ipv4_compat": what else is zeros in part is left alone. */
const mayBeBoth = (ip: string): boolean => ip.includes(':') && !/^::[1-9a-f][\da-f]*$|^[1-9a-e]|^f[\da-e]/i.test(ip);

import type { YamlNode } from '../../yaml/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { isIpAddress } from '../ip-address.ts';
import { isUnfilled } from '../validate/loaded-scalar.ts';
import type { MessageCheck, ReportProblem } from './message-check.ts';

/** A check of fields with an Address, or a list of them, that Envoy takes as an IP address and never resolves. */
export const ipAddresses =
  (...paths: readonly string[]): MessageCheck =>
  (node, report) => {
    for (const path of paths)
      for (const address of fieldItems(fieldPath(node, ...path.split('.'))))
        checkSocket(field(address, 'socket_address'), report);
  };

/** The same for fields with a SocketAddress, which may stand in a list of messages with a field `address`. */
export const ipSockets =
  (...paths: readonly string[]): MessageCheck =>
  (node, report) => {
    for (const path of paths)
      for (const socket of fieldItems(fieldPath(node, ...path.split('.'))))
        checkSocket(field(socket, 'address')?.kind === 'map' ? field(socket, 'address') : socket, report);
  };

/** The additional addresses of a listener. */
export const additionalAddresses: MessageCheck = (node, report) => {
  for (const additional of fieldItems(field(node, 'additional_addresses')))
    checkSocket(fieldPath(additional, 'address', 'socket_address'), report);
};

/** A check of ranges of addresses: the length of the prefix stands in a field of its own. */
export const cidrRange: MessageCheck = (node, report) => {
  const prefix = envoyString(field(node, 'address_prefix'));
  if (!prefix || prefix.value === '' || isUnknown(prefix.value) || isIpAddress(prefix.value)) return;
  report(
    'envoy/invalid-address',
    prefix.at,
    '"{0}" is no IP address: Envoy refuses it. The length of the prefix belongs in "{1}".',
    prefix.value,
    'prefix_len',
  );
};

function checkSocket(socket: YamlNode | undefined, report: ReportProblem): void {
  const address = envoyString(field(socket, 'address'));
  // A resolver of its own makes something of the address that only Envoy knows.
  if (!address || address.value === '' || fieldEntry(socket, 'resolver_name') || isUnknown(address.value)) return;
  if (isIpAddress(address.value)) return;
  report(
    'envoy/invalid-address',
    address.at,
    '"{0}" is no IP address, and Envoy resolves no names here: it refuses the config. A port belongs in "{1}".',
    address.value,
    'port_value',
  );
}

/** `HOST_IP`: a word that a script replaces. */
const isUnknown = (text: string): boolean => isUnfilled(text) || /^_*[A-Z][A-Z0-9]*(_+[A-Z0-9]+)+_*$/.test(text);

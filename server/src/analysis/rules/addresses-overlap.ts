import type { SocketAddress } from '../envoy/envoy-config.ts';
import { field } from '../envoy/envoy-field.ts';
import { envoyBool } from '../envoy/envoy-scalar.ts';

/**
 * True if two sockets on one port conflict: they have the same address, or one binds all addresses of the other's
 * family. `::` includes IPv4 only with `ipv4_compat` (checked with Envoy 1.40). False if an address cannot be read.
 */
export function addressesOverlap(a: SocketAddress, b: SocketAddress): boolean {
  const [one, other] = [a.address?.value, b.address?.value];
  if (!one || !other) return false;
  if (one === other) return true;
  return isV6(one) === isV6(other) ? isWildcard(one) || isWildcard(other) : takesIpv4(a) || takesIpv4(b);
}

const isV6 = (host: string): boolean => host.includes(':');

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::';

const takesIpv4 = ({ address, node }: SocketAddress): boolean =>
  address?.value === '::' && envoyBool(field(node, 'ipv4_compat')) === true;

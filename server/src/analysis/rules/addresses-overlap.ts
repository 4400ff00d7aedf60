import type { SocketAddress } from '../envoy/envoy-config.ts';
import { field } from '../envoy/envoy-field.ts';
import { envoyBool } from '../envoy/envoy-scalar.ts';

/**
 * True when two sockets on one port collide: the same address, or one takes all addresses of the other's family. `::` takes
 * IPv4 only where `ipv4_compat` says so (seen with Envoy 1.40). False where an address cannot be read.
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

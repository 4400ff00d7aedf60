/** True when two sockets on one port collide: the same address, or one of them takes all addresses. */
export function addressesOverlap(a: string, b: string): boolean {
  return a === b || isWildcard(a) || isWildcard(b);
}

/** `::` takes IPv4 as well only where it is told to (`ipv4_compat`), but then for all addresses of its family. */
const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::' || host === '[::]';

import type { EnvoyCluster } from './envoy-config.ts';
import { fieldEntry } from './envoy-field.ts';
import { hasElision } from './has-elision.ts';

const mayEncrypt = ['transport_socket', 'transport_socket_matches', 'cluster_type', 'tls_context'];

/**
 * Whether Envoy certainly sends plain text to every endpoint of a cluster, and all have this port. On loopback, a proxy may add
 * TLS.
 */
export function isPlainOn(port: number | undefined, { node, endpoints }: EnvoyCluster): boolean {
  if (mayEncrypt.some((name) => fieldEntry(node, name)) || endpoints.length === 0 || hasElision(node)) return false;
  return endpoints.every(({ address: { address, port: own } }) => own?.value === port && !isLocal(address?.value));
}

const isLocal = (host = '127.0.0.1'): boolean => /^(127\.|localhost$|::1$)/.test(host);

import { enumField } from './enum-field.ts';
import { connectionManager } from './filter-lists.ts';
import type { EnvoyListener, FilterChain, SocketAddress } from './envoy-config.ts';
import { field, fieldItems } from './envoy-field.ts';
import { envoyBool, envoyString } from './envoy-scalar.ts';
import { extensionType } from './typed/any-type.ts';

/** How a client without a certificate connects to a listener. */
export interface ClientConnection {
  /** `tls`: TLS with a client certificate, or with something other than HTTP. */
  readonly protocol: 'http' | 'tcp' | 'tls' | 'udp';
  /** HTTP, but HTTP/2 only. */
  readonly http2?: true;
  /** HTTP over TLS, with the name that the client asks for, if the listener accepts only some. */
  readonly tls?: { readonly serverName?: string };
}

/** Of the filter chains, one with plain HTTP is preferred, then one with HTTP over TLS. */
export function clientConnection({ filterChains }: EnvoyListener, { protocol }: SocketAddress): ClientConnection {
  if (protocol === 'UDP') return { protocol: 'udp' };
  const plain = filterChains.filter(isPlain);
  const http = [...plain, ...filterChains.filter(acceptsAnyTls)].find(managerOf);
  if (!http) return { protocol: plain.length === 0 && filterChains.length > 0 ? 'tls' : 'tcp' };
  const http2 = enumField(managerOf(http)?.config, connectionManager, 'codec_type') === 'HTTP2';
  return { protocol: 'http', ...(http2 && { http2 }), ...(!isPlain(http) && { tls: serverNameOf(http) }) };
}

const managerOf = ({ filters }: FilterChain) => filters.find(({ type }) => type === 'HttpConnectionManager');

const isPlain = ({ transportSocket }: FilterChain): boolean =>
  !transportSocket || /raw_buffer/.test(envoyString(field(transportSocket, 'name'))?.value ?? '');

/** TLS that needs no certificate of the client. */
function acceptsAnyTls({ transportSocket }: FilterChain): boolean {
  if (!extensionType(transportSocket)?.endsWith('.tls.v3.DownstreamTlsContext')) return false;
  const required = field(field(transportSocket, 'typed_config'), 'require_client_certificate');
  return !required || envoyBool(required) === false;
}

/** The first server name without a wildcard. */
function serverNameOf({ node }: FilterChain): { readonly serverName?: string } {
  const names = fieldItems(field(field(node, 'filter_chain_match'), 'server_names')).map(
    (name) => envoyString(name)?.value,
  );
  const serverName = names.find((name) => name !== undefined && !name.startsWith('*'));
  return serverName === undefined ? {} : { serverName };
}

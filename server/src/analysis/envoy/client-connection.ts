import { touches } from '../text/text-range.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { enumField } from './enum-field.ts';
import type { EnvoyListener, FilterChain } from './envoy-config.ts';
import { field, fieldItems, isFieldName } from './envoy-field.ts';
import { envoyBool, envoyString } from './envoy-scalar.ts';
import { connectionManager } from './filter-lists.ts';
import { extensionType } from './typed/any-type.ts';

/** How a client without a certificate connects to a listener. */
export interface ClientConnection extends HttpConnection {
  /** `tls`: TLS with a client certificate, or with something other than HTTP. */
  readonly protocol: 'http' | 'tcp' | 'tls' | 'udp';
}

/** How HTTP is spoken to a listener; `HttpConnection` of the protocol. */
export interface HttpConnection {
  readonly http2?: boolean;
  readonly tls?: { readonly serverNames: readonly string[] };
}

/**
 * The connection that the filter chain at the offset accepts. Without one, the connection for any filter chain: rather one without
 * conditions about addresses, and rather one without TLS.
 */
export function clientConnection({ addresses, filterChains }: EnvoyListener, offset?: number): ClientConnection {
  if (addresses.find(({ port }) => port)?.protocol === 'UDP') return { protocol: 'udp' };
  const own = filterChains.filter(({ node }) => offset !== undefined && touches(node.range, offset));
  const chains = own.length > 0 ? own : [...filterChains].sort((a, b) => conditions(a) - conditions(b));
  const http = chains.find((chain) => managerOf(chain) && (isPlain(chain) || acceptsAnyTls(chain)));
  if (!http) return { protocol: chains.length > 0 && !chains.some(isPlain) ? 'tls' : 'tcp' };
  const alpn = matched(http, 'application_protocols');
  const codec = enumField(managerOf(http)?.config, connectionManager, 'codec_type');
  const http2 = codec === 'HTTP2' || (alpn.includes('h2') && !alpn.includes('http/1.1'));
  return {
    protocol: 'http',
    ...(http2 && { http2 }),
    ...(!isPlain(http) && { tls: { serverNames: matched(http, 'server_names') } }),
  };
}

/** Fields of a match that every client can meet. */
const meetable = ['server_names', 'transport_protocol', 'application_protocols'];

/** A number for the order of the filter chains. */
function conditions(chain: FilterChain): number {
  const match = field(chain.node, 'filter_chain_match');
  const entries = match?.kind === 'map' ? match.entries : [];
  const isMeetable = entries.every(({ key }) => meetable.some((name) => isFieldName(key.text, name)));
  return (isMeetable ? 0 : 2) + (isPlain(chain) ? 0 : 1);
}

const matched = ({ node }: FilterChain, name: string): readonly string[] =>
  fieldItems(field(field(node, 'filter_chain_match'), name)).flatMap((item) => envoyString(item)?.value ?? []);

const managerOf = ({ filters }: FilterChain) => filters.find(({ type }) => type === 'HttpConnectionManager');

function isPlain({ transportSocket }: FilterChain): boolean {
  const type = extensionType(transportSocket);
  if (type !== undefined) return type.endsWith('.raw_buffer.v3.RawBuffer');
  return !transportSocket || nameOf(transportSocket) === 'envoy.transport_sockets.raw_buffer';
}

const nameOf = (node: YamlNode): string | undefined => envoyString(field(node, 'name'))?.value;

/** TLS that needs no certificate of the client. */
function acceptsAnyTls({ transportSocket }: FilterChain): boolean {
  if (!extensionType(transportSocket)?.endsWith('.tls.v3.DownstreamTlsContext')) return false;
  const required = field(field(transportSocket, 'typed_config'), 'require_client_certificate');
  return !required || envoyBool(required) === false;
}

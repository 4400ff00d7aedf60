import assert from 'node:assert/strict';
import { clientConnection } from '../../server/src/analysis/envoy/client-connection.ts';
import { emptyWorkspace, withText } from '../../server/src/analysis/index.ts';

const manager = (fields = '') =>
  `{ name: h, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager, stat_prefix: a${fields} } }`;
const tcp =
  '{ name: t, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: a } }';
const tls = (fields = '') =>
  `transport_socket: { name: tls, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext${fields} } }`;
const raw = 'transport_socket: { name: envoy.transport_sockets.raw_buffer }';

/** @param chains the fields of each filter chain, in flow style */
function connection(...chains: readonly string[]) {
  return connectionAt(undefined, ...chains);
}

/** @param at a text in the filter chain of the request */
function connectionAt(at: string | undefined, ...chains: readonly string[]) {
  const address = 'socket_address: { address: 0.0.0.0, port_value: 1 }';
  const text = `static_resources: { listeners: [{ name: a, address: { ${address} }, filter_chains: [${chains.map((one) => `{ ${one} }`).join(', ')}] }] }`;
  const [source] = withText(emptyWorkspace(), 'file:///a.yaml', text).files.get('file:///a.yaml')?.envoySources ?? [];
  const [listener] = source?.config.listeners ?? [];
  assert.ok(listener);
  return clientConnection(listener, at === undefined ? undefined : text.indexOf(at));
}

const any = { serverNames: [] };

describe('how a client connects to a listener', () => {
  it('is HTTP in the version of the codec', () => {
    assert.deepEqual(connection(`filters: [${manager()}]`), { protocol: 'http' });
    assert.deepEqual(connection(`${raw}, filters: [${manager(', codec_type: HTTP1')}]`), { protocol: 'http' });
    assert.deepEqual(connection(`filters: [${manager(', codec_type: HTTP2')}]`), { protocol: 'http', http2: true });
    assert.deepEqual(connection(`filters: [${manager(', codec_type: 2')}]`), { protocol: 'http', http2: true });
  });

  it('is HTTP over TLS, with the server names that the filter chain accepts', () => {
    const http = `filters: [${manager()}]`;
    assert.deepEqual(connection(`${tls()}, ${http}`), { protocol: 'http', tls: any });
    const names = 'filter_chain_match: { server_names: ["*.b", a.b] }';
    assert.deepEqual(connection(`${names}, ${tls()}, ${http}`), {
      protocol: 'http',
      tls: { serverNames: ['*.b', 'a.b'] },
    });
    const optional = tls(', require_client_certificate: false');
    assert.deepEqual(connection(`${optional}, ${http}`), { protocol: 'http', tls: any });
  });

  it('is without TLS if a filter chain has it so', () => {
    assert.deepEqual(connection(`${tls()}, filters: [${manager()}]`, `filters: [${manager()}]`), { protocol: 'http' });
    assert.deepEqual(connection(`${tls()}, filters: [${manager()}]`, `filters: [${tcp}]`), {
      protocol: 'http',
      tls: any,
    });
  });

  it('is that of the filter chain around the request', () => {
    const required = `${tls(', require_client_certificate: true')}, filters: [${manager(', codec_type: HTTP1')}]`;
    const first = `filter_chain_match: { server_names: [a.b] }, ${tls()}, filters: [${manager()}]`;
    const second = `filter_chain_match: { serverNames: [c.d] }, ${tls()}, filters: [${manager(', codec_type: HTTP2')}]`;
    const chains = [first, second, required, `filters: [${manager(', codec_type: AUTO')}]`];
    assert.deepEqual(connectionAt('HTTP2', ...chains), {
      protocol: 'http',
      http2: true,
      tls: { serverNames: ['c.d'] },
    });
    assert.deepEqual(connectionAt('HTTP1', ...chains), { protocol: 'tls' });
    assert.deepEqual(connectionAt('AUTO', ...chains), { protocol: 'http' });
    assert.deepEqual(connectionAt('static_resources', ...chains), { protocol: 'http' });
  });

  it('prefers a filter chain that every client reaches', () => {
    const far = `filter_chain_match: { source_prefix_ranges: [{ address_prefix: 10.0.0.0, prefix_len: 8 }] }, filters: [${manager()}]`;
    const near = `filters: [${manager(', codec_type: HTTP2')}]`;
    assert.deepEqual(connection(far, near), { protocol: 'http', http2: true });
    const alpn = (protocols: string) =>
      connection(`filter_chain_match: { application_protocols: [${protocols}] }, ${tls()}, filters: [${manager()}]`);
    assert.deepEqual(alpn('h2'), { protocol: 'http', http2: true, tls: any });
    assert.deepEqual(alpn('h2, http/1.1'), { protocol: 'http', tls: any });
  });

  it('is plain with a raw buffer, whatever its name', () => {
    const named = (name: string, type: string) =>
      connection(
        `transport_socket: { name: ${name}, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.${type} } }, filters: [${manager()}]`,
      ).protocol;
    assert.equal(named('plain', 'raw_buffer.v3.RawBuffer'), 'http');
    assert.equal(named('envoy.transport_sockets.raw_buffer', 'alts.v3.Alts'), 'tls');
  });

  it('is not HTTP with a client certificate, an unknown transport socket or another filter', () => {
    const required = tls(', require_client_certificate: true');
    assert.deepEqual(connection(`${required}, filters: [${manager()}]`), { protocol: 'tls' });
    assert.deepEqual(connection(`${tls()}, filters: [${tcp}]`), { protocol: 'tls' });
    assert.deepEqual(connection(`transport_socket: { name: other }, filters: [${manager()}]`), { protocol: 'tls' });
    assert.deepEqual(connection(`filters: [${tcp}]`), { protocol: 'tcp' });
    assert.deepEqual(connection(), { protocol: 'tcp' });
  });
});

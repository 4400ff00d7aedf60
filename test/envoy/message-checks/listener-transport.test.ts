import { checkDiagnostics } from '../../fixture/check.ts';
import { error, extension, listener, quiet, tcp, udp } from './configs.ts';

const filters = 'envoy.extensions.filters';
const router = extension(`${filters}.http.router.v3.Router`);
const manager = (codec: string) =>
  extension(
    `${filters}.network.http_connection_manager.v3.HttpConnectionManager`,
    `stat_prefix: a, codec_type: ${codec}, route_config: {}, http_filters: [${router}]`,
  );
const chains = (codec: string, more = '') => `filter_chains: [{ filters: [${manager(codec)}]${more} }]`;
const quic = 'udp_listener_config: { quic_options: {} }';
const socket = (type: string) => `, transport_socket: ${extension(`envoy.extensions.transport_sockets.${type}`)}`;
const inspector = extension(`${filters}.listener.tls_inspector.v3.TlsInspector`);
const dns = extension(`${filters}.udp.dns_filter.v3.DnsFilterConfig`, 'stat_prefix: a');

describe('a listener with TCP, UDP or QUIC', () => {
  it('speaks HTTP/3 over QUIC only', () => {
    checkDiagnostics(listener(`${tcp}, ${chains('HTTP3')}`) + error('HTTP3', 'protocol-mismatch'), quiet);
    checkDiagnostics(listener(`${tcp}, ${chains('AUTO')}`), quiet);
    // Seen with Envoy 1.40, though the options mean nothing to TCP.
    checkDiagnostics(listener(`${tcp}, ${quic}, ${chains('HTTP3')}`), quiet);
  });

  it('has the transport socket of QUIC', () => {
    checkDiagnostics(listener(`${udp}, ${quic}, ${chains('HTTP3')}`) + error('filters', 'protocol-mismatch'), quiet);
    checkDiagnostics(
      listener(`${udp}, ${quic}, ${chains('HTTP3', socket('raw_buffer.v3.RawBuffer'))}`) +
        error('type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer', 'protocol-mismatch'),
      quiet,
    );
  });

  it('has listener filters of its kind', () => {
    const text = (type: string) => `type.googleapis.com/${filters}.${type}`;
    checkDiagnostics(
      listener(`${udp}, listener_filters: [${inspector}]`) +
        error(text('listener.tls_inspector.v3.TlsInspector'), 'protocol-mismatch'),
      quiet,
    );
    checkDiagnostics(
      listener(`${tcp}, listener_filters: [${dns}], ${chains('AUTO')}`) +
        error(text('udp.dns_filter.v3.DnsFilterConfig'), 'protocol-mismatch'),
      quiet,
    );
    checkDiagnostics(listener(`${tcp}, listener_filters: [${inspector}], ${chains('AUTO')}`), quiet);
    checkDiagnostics(listener(`${udp}, listener_filters: [${dns}]`), quiet);
  });
});

import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import { cluster, error, extension, listener, quiet, tcp, udp } from '../../envoy/message-checks/configs.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';

const code = 'envoy/protocol-mismatch';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  it('reports filter chains of a UDP listener, and takes them out', () => {
    const given =
      '#- /envoy.yaml\nstatic_resources:\n  listeners:\n    - name: dns\n      address: { socket_address: { protocol: UDP, address: 127.0.0.1, port_value: 53 } }\n';
    checkFix(`${given}      filter_chains: []\n`.replace('[]', '[{ filters: [] }]'), code, given);
  });

  it('enables HTTP/2 for gRPC health checks, which would be lost otherwise', () => {
    const checked = (lines: string): string =>
      `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      health_checks:\n        - { timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, grpc_health_check: {} }\n${lines}`;
    checkFix(
      checked(''),
      code,
      checked(
        '      typed_extension_protocol_options:\n        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:\n          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions\n          explicit_http_config:\n            http2_protocol_options: {}\n',
      ),
      'Enable HTTP/2 for this cluster',
    );
    assert.deepEqual(fixTitles(checked(''), code), ['Enable HTTP/2 for this cluster']);
  });

  it('makes a UDP listener of one with a filter for UDP and no filter chains', () => {
    const dns = (protocol: string, lines = ''): string => `#- /envoy.yaml
static_resources:
  clusters: [{ name: app }]
  listeners:
    - name: dns
      address: { socket_address: { address: 127.0.0.1, port_value: 53${protocol} } }
      listener_filters:
        - name: udp
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig
            stat_prefix: dns
            cluster: app
${lines}`;
    checkFix(dns(''), code, dns(', protocol: UDP'));
    checkFix(dns(', protocol: TCP'), code, dns(', protocol: UDP'));
    assert.deepEqual(fixTitles(dns('', '      filter_chains: [{ filters: [] }]\n'), code), []);
  });

  it('reports nothing about TCP', () =>
    checkDiagnostics(sidecar('protocol: x => y').replace('#~ protocol: x => y\n', '')));
});

describe('a listener with TCP, UDP or QUIC', () => {
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

describe('health checks', () => {
  const off = { ...quiet, 'envoy/dns-cluster-without-endpoints': 'off' } as const;
  const health = (check: string) =>
    `type: STATIC, health_checks: [{ timeout: 1s, interval: 1s, healthy_threshold: 1, unhealthy_threshold: 1, ${check} }]`;
  const grpc = 'grpc_health_check: {}';
  const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
  const http2 = `typed_extension_protocol_options: { ${options}: { "@type": type.googleapis.com/${options}, explicit_http_config: { http2_protocol_options: {} } } }`;

  compareWithEnvoy(
    {
      'by gRPC require HTTP/2': [
        [
          cluster(health(grpc)),
          error('grpc_health_check', 'protocol-mismatch'),
          /must support HTTP\/2 for gRPC health/,
        ],
        [cluster(`${health(grpc)}, ${http2}`), ''],
      ],
    },
    off,
  );
});

describe('the codec of a QUIC listener', () => {
  const hcm = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
  const router =
    '{ name: router, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }';
  const of = (address: string, codec: string) =>
    listener(
      `${address}, udp_listener_config: { quic_options: {} }, filter_chains: [{ filters: [${extension(hcm, `stat_prefix: a, route_config: {}, ${codec}http_filters: [${router}]`)}] }]`,
    );
  const reason = /Non-HTTP\/3 codec configured on QUIC listener/;
  compareWithEnvoy(
    {
      'is HTTP/3, also if the protocol of the address is TCP': [
        [of(tcp, 'codec_type: HTTP1, '), error('codec_type', 'protocol-mismatch'), reason],
        [of(tcp, ''), error('"@type"', 'protocol-mismatch'), reason],
        [of(tcp, 'codec_type: HTTP3, '), ''],
      ],
    },
    quiet,
  );
});

import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, error, extension, quiet } from './configs.ts';

const http = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const speaking = (options: string, more = '') =>
  cluster(`typed_extension_protocol_options: { ${http}: { "@type": type.googleapis.com/${http}, ${options} } }${more}`);
const socket = (name: string, type: string) =>
  `, transport_socket: { name: ${name}, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.${type} } }`;
const tls = socket('tls', 'tls.v3.UpstreamTlsContext');

describe('protocols of a cluster', () => {
  it('are chosen by TLS', () => {
    checkDiagnostics(
      `${speaking('auto_config: {}')}#? error envoy/protocol-mismatch at "auto_config": 'auto_config' requires a 'transport_socket' with TLS, because TLS negotiates the protocol.\n`,
      quiet,
    );
    checkDiagnostics(
      speaking('auto_config: {}', socket('raw', 'raw_buffer.v3.RawBuffer')) + error('auto_config', 'protocol-mismatch'),
      quiet,
    );
    checkDiagnostics(speaking('auto_config: {}', tls), quiet);
    checkDiagnostics(speaking('explicit_http_config: { http2_protocol_options: {} }'), quiet);
  });

  it('are one in the old form', () => {
    const old = (more = '') => cluster(`http_protocol_options: {}, http2_protocol_options: {}${more}`);
    checkDiagnostics(old() + error('http2_protocol_options', 'conflicting-fields'), quiet);
    checkDiagnostics(old(', protocol_selection: USE_DOWNSTREAM_PROTOCOL'), quiet);
    checkDiagnostics(cluster('http2_protocol_options: {}'), quiet);
    checkDiagnostics(
      speaking(
        'explicit_http_config: { http2_protocol_options: {} }',
        ', http_protocol_options: {}, http2_protocol_options: {}',
      ),
      quiet,
    );
  });

  it('are HTTP/3 over QUIC only, whose socket Envoy knows by name', () => {
    const http3 = 'explicit_http_config: { http3_protocol_options: {} }';
    checkDiagnostics(speaking(http3) + error('http3_protocol_options', 'protocol-mismatch'), quiet);
    checkDiagnostics(speaking(http3, tls) + error('http3_protocol_options', 'protocol-mismatch'), quiet);
    const quic = (name: string) =>
      socket(name, 'quic.v3.QuicUpstreamTransport').replace(' } }', ', upstream_tls_context: {} } }');
    checkDiagnostics(speaking(http3, quic('mine')) + error('http3_protocol_options', 'protocol-mismatch'), quiet);
    checkDiagnostics(speaking(http3, quic('envoy.transport_sockets.quic')), quiet);
    checkDiagnostics(
      speaking('auto_config: { http3_protocol_options: {} }', quic('envoy.transport_sockets.quic')) +
        error('http3_protocol_options', 'protocol-mismatch'),
      quiet,
    );
  });

  it('are HTTP/2 where gRPC checks the health', () => {
    const check =
      ', health_checks: [{ timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, grpc_health_check: {} }]';
    checkDiagnostics(
      speaking('explicit_http_config: { http_protocol_options: {} }', check) +
        error('grpc_health_check', 'protocol-mismatch'),
      quiet,
    );
    checkDiagnostics(speaking('explicit_http_config: { http2_protocol_options: {} }', check), quiet);
  });
});

describe('protocols that TLS chooses', () => {
  const folder = 'envoy.extensions.transport_sockets';
  const [raw, tls] = [`${folder}.raw_buffer.v3.RawBuffer`, `${folder}.tls.v3.UpstreamTlsContext`].map((type) =>
    extension(type),
  );
  const of = (more: string) => speaking('auto_config: {}', `, type: STATIC${more}`);
  const wrapped = (type: string, inner = raw) =>
    of(`, transport_socket: ${extension(`${folder}.${type}`, `transport_socket: ${inner}`)}`);
  const mismatch = error('auto_config', 'protocol-mismatch');
  const noAlpn = /ALPN configured for cluster app which has a non-ALPN transport socket/;
  const wrappers = [
    'http_11_proxy.v3.Http11ProxyUpstreamTransport',
    'internal_upstream.v3.InternalUpstreamTransport',
    'proxy_protocol.v3.ProxyProtocolUpstreamTransport',
    'tcp_stats.v3.Config',
  ];
  compareWithEnvoy(
    {
      'need it inside of other sockets': wrappers.flatMap((type) => [
        [wrapped(type), mismatch, noAlpn],
        [wrapped(type, tls), ''],
      ]),
      'need it in every socket': [
        [of(`, transport_socket: ${tls}`), ''],
        ...[raw, tls].map(
          (socket) =>
            [
              of(
                `, transport_socket: ${tls}, transport_socket_matches: [{ name: a, match: { a: b }, transport_socket: ${socket} }]`,
              ),
              ...(socket === raw ? ([mismatch, noAlpn] as const) : ([''] as const)),
            ] as const,
        ),
      ],
      'are not chosen by other kinds of encryption': [
        [of(`, transport_socket: ${extension(`${folder}.alts.v3.Alts`, 'handshaker_service: a')}`), mismatch, noAlpn],
        [
          of(
            `, transport_socket: ${extension(`${folder}.starttls.v3.UpstreamStartTlsConfig`, 'tls_socket_config: {}')}`,
          ),
          mismatch,
          noAlpn,
        ],
      ],
    },
    quiet,
  );
});

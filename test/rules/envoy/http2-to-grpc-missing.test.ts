import { checkDiagnostics } from '../../fixture/check.ts';

const config = (cluster: string) => `#- /envoy.yaml
static_resources:
  clusters:
    - ${cluster}
stats_sinks:
  - name: metrics
    typed_config:
      "@type": type.googleapis.com/envoy.config.metrics.v3.MetricsServiceConfig
      grpc_service: { envoy_grpc: { cluster_name: collector } }
`;
const tls =
  'transport_socket: { name: tls, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext } }';
const options = (http: string, more = '') =>
  `{ name: collector, ${more}typed_extension_protocol_options: { envoy.extensions.upstreams.http.v3.HttpProtocolOptions: { "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions, ${http} } } }`;

describe('envoy/http2-to-grpc-missing', () => {
  it('reports nothing if the options say HTTP/2, or leave the choice', () => {
    for (const cluster of [
      options('explicit_http_config: { http2_protocol_options: {} }'),
      options('auto_config: {}', `${tls}, `),
      options('use_downstream_protocol_config: { http2_protocol_options: {} }'),
    ])
      checkDiagnostics(config(cluster), { 'envoy/tls-without-validation': 'off' });
    checkDiagnostics(config('{ name: collector, http2ProtocolOptions: {} }'), { 'envoy/deprecated-field': 'off' });
  });

  it('reports HTTP/1.1', () => {
    checkDiagnostics(
      `${config(options('explicit_http_config: { http_protocol_options: {} }'))}#? warning envoy/http2-to-grpc-missing at "collector"\n`,
    );
  });

  it('reports nothing about other clusters', () => {
    checkDiagnostics(config('{ name: other }'), { 'envoy/unknown-cluster': 'off', 'envoy/unused-cluster': 'off' });
  });
});

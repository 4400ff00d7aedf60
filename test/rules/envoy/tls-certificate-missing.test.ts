import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/tls-certificate-missing';
const context = (text: string): string => `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8443 } }
      filter_chains:
        - transport_socket:
            name: envoy.transport_sockets.tls
            typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext${text} }
`;

describe(code, () => {
  it('reports nothing if certificates are given, or come by SDS', () => {
    checkDiagnostics(
      context(
        ', common_tls_context: { tls_certificates: [{ certificate_chain: { filename: /a }, private_key: { filename: /b } }] }',
      ),
    );
    checkDiagnostics(
      context(
        ', common_tls_context: { tls_certificate_sds_secret_configs: [{ name: a, sds_config: { path_config_source: { path: /a } } }] }',
      ),
    );
  });

  it('reports a context without anything', () => {
    checkDiagnostics(`${context('')}#? error ${code} at ""@type""\n`);
    checkDiagnostics(
      `${context(', common_tls_context: { tls_certificates: [] }')}#? error ${code} at "common_tls_context"\n`,
    );
  });
});

import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/client-certificate-unchecked';
const context = (required: string, common: string): string => `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8443 } }
      filter_chains:
        - transport_socket:
            name: tls
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
              ${required}
              common_tls_context: { tls_certificate_sds_secret_configs: [{ name: own, sds_config: { path_config_source: { path: /own.yaml } } }]${common} }
`;
const required = 'require_client_certificate: true';
const claim = `#? warning ${code} at "require_client_certificate": Client certificates are not verified here. Set the CA of the clients in 'validation_context.trusted_ca'.\n`;

describe(code, () => {
  it('reports a requirement without anything to verify by', () => {
    for (const common of [
      '',
      ', validation_context: {}',
      ', validation_context: ',
      ', validation_context: { max_verify_depth: 3 }',
      ', alpn_protocols: [h2]',
    ])
      checkDiagnostics(`${context(required, common)}${claim}`, { 'envoy/node-missing': 'off' });
  });

  it('reports nothing if certificates may be verified or are not required', () => {
    for (const common of [
      ', validation_context: { trusted_ca: { filename: /ca.pem } }',
      ', validation_context: { system_root_certs: {} }',
      `, validation_context: { verify_certificate_hash: [${'a'.repeat(64)}] }`,
      ', validation_context_sds_secret_config: { name: ca, sds_config: { path_config_source: { path: /ca.yaml } } }',
      ', combined_validation_context: { default_validation_context: {}, validation_context_sds_secret_config: { name: ca, sds_config: { path_config_source: { path: /ca.yaml } } } }',
      ', ... : ',
    ])
      checkDiagnostics(context(required, common), { 'envoy/node-missing': 'off', 'envoy/unknown-field': 'off' });
    for (const said of ['require_client_certificate: false', 'require_client_certificate: "$' + '{MTLS}"', ''])
      checkDiagnostics(context(said, ''), { 'envoy/node-missing': 'off', 'envoy/wrong-type': 'off' });
  });
});

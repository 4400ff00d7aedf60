import { messageRule } from '../rule.ts';

export const tlsCertificateMissing = messageRule({
  code: 'envoy/tls-certificate-missing',
  needsWhole: true,
  severity: 'error',
  summary: 'A listener with TLS has no certificate.',
  why: 'A TLS server must present a certificate, so a DownstreamTlsContext requires one ("No TLS certificates found for server context"). The certificate is set in the config, in files that the config names, or through SDS.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8443 } }
      filter_chains:
        - transport_socket:
            name: envoy.transport_sockets.tls
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
              common_tls_context: { alpn_protocols: [h2] }
#             ^^^^^^^^^^^^^^^^^^ error envoy/tls-certificate-missing
`,
    },
  ],
});

import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyBool } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { chainCheckOptions, hasOnly } from '../../envoy/tls-contexts.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { messageRule } from '../rule.ts';

const tls = 'envoy.extensions.transport_sockets.tls.v3';

export const envoyClientCertificateUnchecked = messageRule({
  code: 'envoy/client-certificate-unchecked',
  severity: 'warning',
  needsWhole: true,
  summary: 'A listener requires client certificates, but does not verify them.',
  why: 'Without a CA or a hash to compare with, Envoy does not ask for the certificate at all: a client without one gets its answer, despite `require_client_certificate` (run with Envoy 1.40). The rule is silent where the validation context comes from SDS or holds anything that may verify certificates.',
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
              require_client_certificate: true
            # ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning envoy/client-certificate-unchecked
              common_tls_context:
                tls_certificates: [{ certificate_chain: { filename: /certs/tls.crt }, private_key: { filename: /certs/tls.key } }]
`,
    },
  ],
  visits: {
    [`${tls}.DownstreamTlsContext`](node, report) {
      const required = fieldEntry(node, 'require_client_certificate');
      if (!required || envoyBool(required.value) !== true || hasElision(node)) return;
      if (hasUnknownKeys(node, `${tls}.DownstreamTlsContext`) || mayValidate(field(node, 'common_tls_context'))) return;
      report(
        required,
        "Client certificates are not verified here. Set the CA of the clients in '{0}'.",
        'validation_context.trusted_ca',
      );
    },
  },
});

/** Fields that have nothing to do with the certificates of the other side. */
const unrelatedFields: ReadonlySet<string> = new Set([
  ...['tls_params', 'tls_certificates', 'alpn_protocols', 'tls_certificate_sds_secret_configs', 'key_log'],
  'validation_context',
]);

function mayValidate(common: YamlNode | undefined): boolean {
  if (isUnset(common)) return false;
  if (!common || !hasOnly(common, 'CommonTlsContext', unrelatedFields)) return true;
  const context = field(common, 'validation_context');
  return (
    context !== undefined && !isUnset(context) && !hasOnly(context, 'CertificateValidationContext', chainCheckOptions)
  );
}

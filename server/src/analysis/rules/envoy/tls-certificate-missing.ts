import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
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
  visits: {
    'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext': downstreamTls,
  },
});

/** A server proves who it is by a certificate. */
function downstreamTls(node: YamlMap, report: ReportProblem): void {
  const common = field(node, 'common_tls_context');
  if (sources.some((name) => isGiven(fieldEntry(common, name)?.value))) return;
  const isUnsure = hasElision(node) || hasUnknownKeys(node, `${tls}.DownstreamTlsContext`);
  if (isUnsure || (common && (common.kind !== 'map' || hasUnknownKeys(common, `${tls}.CommonTlsContext`)))) return;
  report(
    fieldEntry(node, 'common_tls_context') ?? node.entries[0] ?? node,
    "A TLS listener requires a certificate in '{0}' or '{1}'.",
    'tls_certificates',
    'tls_certificate_sds_secret_configs',
  );
}

const tls = 'envoy.extensions.transport_sockets.tls.v3';

const sources = [
  ...['tls_certificates', 'tls_certificate_sds_secret_configs', 'custom_tls_certificate_selector'],
  ...['tls_certificate_certificate_provider', 'tls_certificate_certificate_provider_instance'],
  ...['tls_certificate_provider_instance'],
];

const isGiven = (node: ReturnType<typeof field>): boolean =>
  node !== undefined && node.kind !== 'scalar' && (node.kind !== 'seq' || node.items.length > 0);

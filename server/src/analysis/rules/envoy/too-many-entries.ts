import { field, fieldEntry, fieldItems } from '../../envoy/envoy-field.ts';
import type { ReportProblem } from '../../envoy/message-checks/message-check.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { messageRule } from '../rule.ts';

export const tooManyEntries = messageRule({
  code: 'envoy/too-many-entries',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'A list has more entries of a kind than Envoy accepts.',
  why: 'Envoy’s own code allows only one runtime layer for the admin interface, one client certificate and one management server for ADS.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ admin: => layered_runtime: { layers: [{ name: a, admin_layer: {} }, { name: b, admin_layer: {} }] }\\n    admin:
#? error envoy/too-many-entries at "admin_layer"#2: Only one runtime layer may have an 'admin_layer'.
`,
    },
  ],
  visits: {
    'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext': upstreamTls,
  },
});

/** A client shows one certificate. */
function upstreamTls(node: YamlMap, report: ReportProblem): void {
  const entry = fieldEntry(field(node, 'common_tls_context'), 'tls_certificates');
  if (entry && fieldItems(entry.value).length > 1) report(entry, 'Only one client certificate is allowed.');
}

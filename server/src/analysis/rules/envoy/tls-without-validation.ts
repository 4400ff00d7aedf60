import { enumField } from '../../envoy/enum-field.ts';
import type { EnvoyCluster } from '../../envoy/envoy-config.ts';
import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyBool } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { MessageProblem, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import { chainCheckOptions, hasOnly } from '../../envoy/tls-contexts.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import { insertEntry, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { someNode } from '../../yaml/incremental/memo.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { messageFindings } from '../findings/message-findings.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource, rule } from '../rule.ts';

export const tlsWithoutValidation = rule({
  code: 'envoy/tls-without-validation',
  subject: 'envoy',
  severity: 'hint',
  needsWhole: true,
  summary: 'A cluster uses TLS without verifying the server certificate.',
  why: 'Without `trusted_ca`, a certificate hash, or a validation context from elsewhere, Envoy accepts every certificate, including the self-signed certificate of an attacker: the connection is encrypted, but the identity of the server is unknown. The fix uses the CAs of Debian and Ubuntu, which Envoy’s images contain as `/etc/ssl/certs/ca-certificates.crt`. Envoy does not load the config if the file is missing, and servers with a certificate from a private CA need the file of that CA instead. The rule is silent if a cluster has `auto_san_validation` or is a dynamic forward proxy, for QUIC, and if `trust_chain_verification: ACCEPT_UNTRUSTED` is set explicitly.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: api
      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          sni: api.example.com
          common_tls_context:
#         ^^^^^^^^^^^^^^^^^^ hint envoy/tls-without-validation
            alpn_protocols: [h2]
`,
    },
  ],
  visits: {
    'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext': upstreamValidation,
  },
  check(subject, report) {
    const { source } = subject;
    const found = messageFindings(subject, 'envoy/tls-without-validation');
    if (found.length === 0 || source.text.includes('upstream_subject_alt_names')) return;
    for (const { problem, at } of found)
      if (!isCheckedElsewhere(source, problem))
        report({ at, message: problem.message, fixes: () => fixes(subject, problem) });
  },
});

const tls = 'envoy.extensions.transport_sockets.tls.v3';

/**
 * A client that does not verify certificates. Without a CA or a hash, Envoy accepts any certificate (its documentation:
 * "Server certificate verification is not enabled by default"; checked with Envoy 1.40: a self-signed certificate is
 * accepted, also with the fields of `chainCheckOptions`). Other parts of the context may verify it, or explicitly disable
 * verification.
 */
function upstreamValidation(node: YamlMap, report: ReportProblem): void {
  const entry = fieldEntry(node, 'common_tls_context');
  const common = isUnset(entry?.value) ? undefined : entry?.value;
  const validation = fieldEntry(common, 'validation_context');
  const context = isUnset(validation?.value) ? undefined : validation?.value;
  if (hasElision(node) || hasUnknownKeys(node, `${tls}.UpstreamTlsContext`)) return;
  if (fieldEntry(node, 'auto_sni_san_validation')) return;
  if (common && !hasOnly(common, 'CommonTlsContext', unrelatedFields)) return;
  if (context && (!hasOnly(context, 'CertificateValidationContext', chainCheckOptions) || isMeant(context))) return;
  report(
    validation ?? entry ?? node.entries[0] ?? node,
    "Envoy accepts any server certificate here. Set the CA of the server in '{0}'.",
    'trusted_ca',
  );
}

/** Fields that are about other things than the server's certificate. */
const unrelatedFields: ReadonlySet<string> = new Set([
  ...['tls_params', 'tls_certificates', 'alpn_protocols', 'tls_certificate_sds_secret_configs', 'key_log'],
  ...['tls_certificate_certificate_provider', 'tls_certificate_certificate_provider_instance'],
  ...['tls_certificate_provider_instance', 'custom_tls_certificate_selector', 'validation_context'],
]);

/** `ACCEPT_UNTRUSTED`, or what something fills in. */
function isMeant(context: YamlNode): boolean {
  const verification = field(context, 'trust_chain_verification');
  const name = enumField(context, `${tls}.CertificateValidationContext`, 'trust_chain_verification');
  return verification !== undefined && name !== 'VERIFY_TRUST_CHAIN';
}

/**
 * Settings that check names in certificates require a valid certificate (checked with Envoy 1.40): the options of the
 * cluster, which a dynamic forward proxy sets by default, and the filter state
 * `envoy.network.upstream_subject_alt_names`. QUIC always compares the name of the server.
 */
function isCheckedElsewhere({ config, memo }: EnvoySource, { node }: MessageProblem): boolean {
  // A context behind an alias is defined elsewhere.
  const around = clusterAround(config.clusters, node.range);
  const clusters = around ? [around] : config.clusters;
  return clusters.some(
    (cluster) =>
      someNode(cluster.node, memo, 'checks of names', checksNames) ||
      (someNode(cluster.node, memo, 'QUIC', (below) => quicContext(below) !== undefined) &&
        [...walk(cluster.node)].some((below) => quicContext(below)?.range.start === node.range.start)),
  );
}

/** Clusters are in the order of the text. There may be hundreds. */
function clusterAround(clusters: readonly EnvoyCluster[], { start, end }: TextRange): EnvoyCluster | undefined {
  let [low, high] = [0, clusters.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((clusters[middle]?.node.range.end ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  const found = clusters[low];
  return found && found.node.range.start <= start ? found : undefined;
}

const checksNames = (node: YamlNode): boolean =>
  node.kind === 'scalar'
    ? node.text.includes('dynamic_forward_proxy')
    : !!fieldEntry(node, 'auto_san_validation') && envoyBool(field(node, 'auto_san_validation')) !== false;

const quicContext = (node: YamlNode): YamlNode | undefined => field(node, 'upstream_tls_context');

const trustedCa = { trusted_ca: { filename: '/etc/ssl/certs/ca-certificates.crt' } };

function fixes({ file, source }: PlacedSource, { node }: MessageProblem): Fix[] {
  const edit = source.editable ? insertion(file.text, node) : undefined;
  return edit
    ? [
        {
          title: message('Trust the CAs in {0}', trustedCa.trusted_ca.filename),
          safe: false,
          edits: [editsIn(file, edit)],
        },
      ]
    : [];
}

/** Undefined if the part to change is shared. */
function insertion(text: string, node: YamlMap): ReturnType<typeof insertEntry> | undefined {
  const common = fieldEntry(node, 'common_tls_context');
  if (!common) return insertEntry(text, node, 'common_tls_context', { validation_context: trustedCa });
  if (isUnset(common.value)) return replaceValue(text, node, common, { validation_context: trustedCa });
  if (common.value?.kind !== 'map' || isShared(common.value)) return undefined;
  const context = fieldEntry(common.value, 'validation_context');
  if (!context) return insertEntry(text, common.value, 'validation_context', trustedCa);
  if (isUnset(context.value)) return replaceValue(text, common.value, context, trustedCa);
  if (context.value?.kind !== 'map' || isShared(context.value)) return undefined;
  return insertEntry(text, context.value, 'trusted_ca', trustedCa.trusted_ca);
}

const isShared = ({ anchor, aliasRange }: YamlMap): boolean => anchor !== undefined || aliasRange !== undefined;

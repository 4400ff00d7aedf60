import type { EnvoyCluster } from '../../envoy/envoy-config.ts';
import type { TextRange } from '../../text/text-range.ts';
import { someNode } from '../../yaml/incremental/memo.ts';
import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyBool } from '../../envoy/envoy-scalar.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import { insertEntry, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource, rule } from '../rule.ts';
import { messageFindings } from '../findings/message-findings.ts';

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
  check(subject, report) {
    const { source } = subject;
    const found = messageFindings(subject, 'envoy/tls-without-validation');
    if (found.length === 0 || source.text.includes('upstream_subject_alt_names')) return;
    for (const { problem, at } of found)
      if (!isCheckedElsewhere(source, problem))
        report({ at, message: problem.message, fixes: () => fixes(subject, problem) });
  },
});

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

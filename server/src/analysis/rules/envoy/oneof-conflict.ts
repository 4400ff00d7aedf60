import { isFieldName } from '../../envoy/envoy-field.ts';
import type { YamlEntry } from '../../yaml/syntax/yaml-node.ts';
import { removeEntry } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';

export const oneofConflict = rule({
  code: 'envoy/oneof-conflict',
  subject: 'envoy',
  severity: 'error',
  summary: 'Two fields are set, but only one of them may be set.',
  why: 'The fields belong to the same oneof of the API, such as `prefix` and `path` of a route match. A null value does not set a field.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 1s
      type: STATIC
      cluster_type:
    # ^^^^^^^^^^^^ error envoy/oneof-conflict: 'type' and 'cluster_type' cannot be used together.
        name: envoy.cluster.strict_dns
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.clusters.dns.v3.DnsCluster
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 1s
      cluster_type:
        name: envoy.cluster.strict_dns
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.clusters.dns.v3.DnsCluster
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'oneof-conflict')) {
      const { keys } = found.finding;
      const first = found.map?.entries[found.finding.entries[0] ?? -1];
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: message("'{0}' and '{1}' cannot be used together.", keys[0] ?? '', keys.at(-1) ?? ''),
        related: first
          ? [
              {
                at: { uri: subject.file.uri, range: first.key.range },
                message: message("'{0}' is set here.", first.key.text),
              },
            ]
          : [],
        fixes: () => fixes(subject, found),
      });
    }
  },
});

/**
 * The earlier field is kept, because the other one was probably added later. `type` has a default in most templates, so
 * the custom type of a cluster, with its config, is what is meant.
 */
function fixes({ file }: Subjects['envoy'], { finding, map, editable }: FoundInEnvoy<'oneof-conflict'>): Fix[] {
  if (!map || !editable || finding.entries.length !== 2) return [];
  const [first, second] = finding.entries.map((index) => map.entries[index]);
  if (!first || !second) return [];
  const keep = (kept: YamlEntry, removed: YamlEntry, preferred: boolean): Fix => ({
    title: message("Keep '{0}' and remove '{1}'", kept.key.text, removed.key.text),
    preferred,
    safe: false,
    edits: [editsIn(file, removeEntry(file.text, map, removed))],
  });
  const custom = [first, second].find(({ key }) => isFieldName(key.text, 'cluster_type'));
  if (custom) return [keep(custom, custom === first ? second : first, true)];
  return [keep(first, second, true), keep(second, first, false)];
}

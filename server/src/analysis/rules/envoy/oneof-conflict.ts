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
      type: STATIC
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

/** The earlier field is kept, because the other one was probably added later. */
function fixes({ file }: Subjects['envoy'], { finding, map, editable }: FoundInEnvoy<'oneof-conflict'>): Fix[] {
  if (!map || !editable || finding.entries.length !== 2) return [];
  const [first, second] = finding.entries.map((index) => map.entries[index]);
  if (!first || !second) return [];
  return [
    {
      title: message("Keep '{0}' and remove '{1}'", first.key.text, second.key.text),
      preferred: true,
      safe: false,
      edits: [editsIn(file, removeEntry(file.text, map, second))],
    },
    {
      title: message("Keep '{0}' and remove '{1}'", second.key.text, first.key.text),
      safe: false,
      edits: [editsIn(file, removeEntry(file.text, map, first))],
    },
  ];
}

import { removeEntry } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';

export const duplicateField = rule({
  code: 'envoy/duplicate-field',
  subject: 'envoy',
  severity: 'warning',
  summary: 'A field is written in both spellings, such as `static_resources` and `staticResources`.',
  why: 'Envoy accepts both spellings of a field. If a message has both, Envoy joins lists, and uses only one of two other values, also of two messages (run with Envoy 1.40). What depends on the whole config is not checked then.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 1s
      connectTimeout: 2s
    # ^^^^^^^^^^^^^^ warning envoy/duplicate-field: 'connect_timeout' and 'connectTimeout' are the same field. Envoy merges them or uses only one.
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 1s
`,
    },
  ],
  check(subject, report) {
    const { file } = subject;
    for (const found of envoyFindings(subject, 'duplicate-field')) {
      const [first, last] = found.finding.keys;
      const earlier = found.map?.entries[found.finding.first];
      report({
        at: found.at,
        message: message("'{0}' and '{1}' are the same field. Envoy merges them or uses only one.", first, last),
        related: earlier
          ? [{ at: { uri: file.uri, range: earlier.key.range }, message: message("'{0}' is set here.", first) }]
          : [],
        fixes: () => fixes(subject, found),
      });
    }
  },
});

function fixes({ file }: Subjects['envoy'], { finding, entry, map, editable }: FoundInEnvoy<'duplicate-field'>): Fix[] {
  const first = map?.entries[finding.first];
  if (!map || !first || !entry || !editable) return [];
  return [[first, entry] as const, [entry, first] as const].map(([kept, removed]) => ({
    title: message("Keep '{0}' and remove '{1}'", kept.key.text, removed.key.text),
    safe: false,
    edits: [editsIn(file, removeEntry(file.text, map, removed))],
  }));
}

import { renameKey } from '../../yaml/yaml-edit.ts';
import { entryOf } from '../../yaml/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { type ManifestFinding, manifestFindings } from './manifest-findings.ts';

export const unknownField = rule({
  code: 'kubernetes/unknown-field',
  subject: 'manifest',
  severity: 'error',
  summary: 'A manifest has a field that its type does not have.',
  why: 'The API server refuses unknown fields when fields are validated strictly, which `kubectl` asks for by default; otherwise it drops them without a word.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  containers:
    - name: app
      image: nginx
      prots:
    # ^^^^^ error kubernetes/unknown-field: Container has no field "prots".
        - containerPort: 80
`,
      after: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  containers:
    - name: app
      image: nginx
      ports:
        - containerPort: 80
`,
    },
  ],
  check(subject, report) {
    for (const found of manifestFindings(subject, 'unknown-field')) {
      const [name = '', type = ''] = found.finding.args;
      report({
        at: { uri: subject.file.uri, range: found.entry?.key.range ?? subject.manifest.root.range },
        message: message('{0} has no field "{1}".', type, name),
        fixes: () => renames(subject, found),
      });
    }
  },
});

/** A field that is already there cannot be the one that was meant. */
function renames({ file }: Subjects['manifest'], { finding, entry, parent, editable }: ManifestFinding): Fix[] {
  if (!editable || !entry) return [];
  return (finding.suggestions ?? [])
    .filter((name) => !entryOf(parent, name))
    .slice(0, 3)
    .map((name, i) => ({
      title: message('Rename to "{0}"', name),
      preferred: i === 0,
      safe: false,
      edits: [editsIn(file, renameKey(file.text, entry, name))],
    }));
}

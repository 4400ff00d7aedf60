import { renameKey } from '../../yaml/edit/yaml-edit.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { type ManifestFinding, manifestFindings } from '../findings/manifest-findings.ts';

export const unknownField = rule({
  code: 'kubernetes/unknown-field',
  subject: 'manifest',
  severity: 'error',
  summary: 'A manifest has a field that its type does not define.',
  why: 'Unknown fields are an error when fields are validated strictly, which `kubectl` requests by default. Otherwise the API server drops them silently.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      prots:\\n        - containerPort: 80
#? error kubernetes/unknown-field at "prots": Unknown field 'prots' in Container.
`,
      after: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      ports:\\n        - containerPort: 80
`,
    },
  ],
  check(subject, report) {
    for (const found of manifestFindings(subject, 'unknown-field')) {
      const [name = '', type = ''] = found.finding.args;
      report({
        at: { uri: subject.file.uri, range: found.entry?.key.range ?? subject.manifest.root.range },
        // A key such as `no` is written otherwise than it is read.
        message: message("Unknown field '{1}' in {0}.", type, found.parent ? (found.entry?.key.text ?? name) : name),
        fixes: () => renames(subject, found),
      });
    }
  },
});

/** A field that is already set cannot be the intended one. */
function renames({ file }: Subjects['manifest'], { finding, entry, parent, editable }: ManifestFinding): Fix[] {
  if (!editable || !entry) return [];
  return (finding.suggestions ?? [])
    .filter((name) => !entryOf(parent, name))
    .slice(0, 3)
    .map((name, i) => ({
      title: message("Rename to '{0}'", name),
      preferred: i === 0,
      safe: false,
      edits: [editsIn(file, renameKey(file.text, entry, name))],
    }));
}

import { type ManifestProblem, toManifestValue } from '../../kubernetes/manifest-value.ts';
import { removeEntry } from '../../yaml/yaml-edit.ts';
import type { YamlMap, YamlNode } from '../../yaml/yaml-node.ts';
import { walk } from '../../yaml/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';

type DuplicateKey = Extract<ManifestProblem, { kind: 'duplicate-key' }>;

export const kubernetesDuplicateKey = rule({
  code: 'kubernetes/duplicate-key',
  subject: 'manifest',
  severity: 'warning',
  summary: 'A key stands twice in a map of a manifest.',
  why: 'The last one wins without a word where the manifest is sent as JSON, as `kubectl` does; the API server refuses it as YAML when fields are validated strictly.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  restartPolicy: Always
  containers:
    - name: app
      image: nginx
  restartPolicy: Never
# ^^^^^^^^^^^^^ warning kubernetes/duplicate-key: "restartPolicy" stands here twice; this one wins.
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
  restartPolicy: Never
`,
    },
  ],
  check(subject, report) {
    const { file, manifest } = subject;
    for (const problem of toManifestValue(manifest.root).problems) {
      if (problem.kind !== 'duplicate-key') continue;
      report({
        at: { uri: file.uri, range: problem.entry.key.range },
        message: message('"{0}" stands here twice; this one wins.', problem.key),
        related: [{ at: { uri: file.uri, range: problem.first.key.range }, message: message('The first one') }],
        fixes: () => removals(subject, problem),
      });
    }
  },
});

/** Removing the first changes nothing in what the cluster gets, so it is the safe one. */
function removals({ file, manifest }: Subjects['manifest'], { entry, first }: DuplicateKey): Fix[] {
  const isParent = (node: YamlNode): node is YamlMap => node.kind === 'map' && node.entries.includes(entry);
  const map = [...walk(manifest.root)].find(isParent);
  if (!map) return [];
  return [
    {
      title: message('Remove the first one'),
      preferred: true,
      edits: [editsIn(file, removeEntry(file.text, map, first))],
    },
    { title: message('Remove this one'), edits: [editsIn(file, removeEntry(file.text, map, entry))] },
  ];
}

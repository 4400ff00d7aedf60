import type { YamlNode } from '../../yaml/yaml-node.ts';
import { placeOf } from '../../yaml/yaml-path.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';
import { manifestFindings } from './manifest-findings.ts';

export const missingField = rule({
  code: 'kubernetes/missing-field',
  subject: 'manifest',
  severity: 'error',
  summary: 'A manifest lacks a field that it must have.',
  why: 'The API server refuses it with "Required value". Silent in patches, whose other half lives in the base.',
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
    # ^^^^ error kubernetes/missing-field: Container must have the field "image".
`,
    },
  ],
  check(subject, report) {
    const { file, manifest } = subject;
    for (const { finding, node, entry } of manifestFindings(subject, 'missing-field')) {
      const isItem = typeof finding.path.at(-1) === 'number';
      const at = isItem || !entry ? startOf(node ?? manifest.root) : entry.key.range;
      const [field = '', type = ''] = finding.args;
      report({ at: { uri: file.uri, range: at }, message: message('{0} must have the field "{1}".', type, field) });
    }
  },
});

/** The first key of a map: a whole object would be underlined from end to end. */
const startOf = (node: YamlNode) =>
  node.aliasRange ?? (node.kind === 'map' ? node.entries[0]?.key.range : undefined) ?? placeOf(node);

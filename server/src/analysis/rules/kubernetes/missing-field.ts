import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';
import { manifestFindings, severityOf } from '../findings/manifest-findings.ts';

export const missingField = rule({
  code: 'kubernetes/missing-field',
  subject: 'manifest',
  severity: 'error',
  summary: 'A required field is missing in a manifest.',
  why: 'The API server reports "Required value". The rule is silent in patches, because the rest of the manifest is in the base.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ - name: app\\n      image: nginx => - name: app
#? error kubernetes/missing-field at "name"#2: 'image' is required in Container.
`,
    },
  ],
  check(subject, report) {
    const { file, manifest } = subject;
    for (const found of manifestFindings(subject, 'missing-field')) {
      const { finding, node, entry } = found;
      // A kustomization that sets labels writes the selector, too.
      if (subject.labelsSet.length > 0 && finding.args[0] === 'selector') continue;
      const isItem = typeof finding.path.at(-1) === 'number';
      const at = isItem || !entry ? startOf(node ?? manifest.root) : entry.key.range;
      const [field = '', type = ''] = finding.args;
      report({
        at: { uri: file.uri, range: at },
        ...severityOf(found),
        message: message("'{1}' is required in {0}.", type, field),
      });
    }
  },
});

/** The first key of a map, because underlining a whole object would be too much. */
const startOf = (node: YamlNode) =>
  node.aliasRange ?? (node.kind === 'map' ? node.entries[0]?.key.range : undefined) ?? placeOf(node);

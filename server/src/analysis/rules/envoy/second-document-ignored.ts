import { message } from '../message.ts';
import { editsIn, rule } from '../rule.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';

export const secondDocumentIgnored = rule({
  code: 'envoy/second-document-ignored',
  subject: 'file',
  severity: 'warning',
  summary: 'An Envoy config has a second YAML document, which Envoy ignores.',
  why: 'Envoy reads the first document of a file and silently ignores the rest, even if it is not valid YAML.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources: {}
---
admin: {}
#? warning envoy/second-document-ignored at "admin": Envoy reads only the first document of a file and ignores the rest.
`,
    },
  ],
  check({ file }, report) {
    if (file.kind !== 'envoy') return;
    const [first, ...others] = file.yaml.documents;
    const second = others.find(({ root }) => root);
    if (!first?.root || !second?.root) return;
    const { root } = second;
    const at = root.kind === 'map' ? root.entries[0]?.key.range : undefined;
    report({
      at: { uri: file.uri, range: at ?? placeOf(root) },
      tags: ['unnecessary'],
      message: message('Envoy reads only the first document of a file and ignores the rest.'),
      fixes: () => [
        {
          title: message('Remove the ignored documents'),
          safe: false,
          edits: [editsIn(file, { range: { start: first.range.end, end: file.text.length }, newText: '' })],
        },
      ],
    });
  },
});

import { removeItem } from '../../yaml/edit/yaml-edit.ts';
import { asSeq, entryOf, placeOf } from '../../yaml/syntax/yaml-path.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, rule } from '../rule.ts';
import { isOnlyNamed } from '../findings/only-named.ts';
import { manifestFindings, severityOf } from '../findings/manifest-findings.ts';

export const duplicateListItem = rule({
  code: 'kubernetes/duplicate-list-item',
  subject: 'manifest',
  severity: 'error',
  summary: 'Two items of a list have the same name, path or port.',
  why: 'The API server identifies the items of these lists by these fields. Two containers, volumes or mounts with the same name are always an error. Two environment variables or container ports with the same name are accepted by a plain create but fail in server-side apply, so they are a warning.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n    - name: app\\n      image: envoyproxy/envoy:v1.34.0
#? error kubernetes/duplicate-list-item at "app"#2: Duplicate 'app' in 'containers'.
`,
    },
  ],
  check(subject, report) {
    const { file } = subject;
    for (const found of manifestFindings(subject, 'duplicate-list-item')) {
      const { finding, node, parent, editable } = found;
      if (!node) continue;
      const [list = '', identity = '', earlier = 0] = finding.args;
      const seq = asSeq(parent);
      const first = seq?.items[Number(earlier)];
      const isFirstUnfinished = first !== undefined && isOnlyNamed(first) && !isOnlyNamed(node);
      const [one, other] = isFirstUnfinished ? [first, node] : [node, first];
      report({
        at: { uri: file.uri, range: identityRange(one) },
        ...severityOf(found),
        message: finding.onlyApplyRefuses
          ? message("Duplicate '{0}' in '{1}'. Server-side apply fails.", identity, list)
          : message("Duplicate '{0}' in '{1}'.", identity, list),
        related: other
          ? [
              {
                at: { uri: file.uri, range: identityRange(other) },
                message: isFirstUnfinished ? message('Also declared here.') : message('First declared here.'),
              },
            ]
          : [],
        fixes: () =>
          editable && seq
            ? [
                {
                  title: message('Remove duplicate item'),
                  safe: false,
                  edits: [editsIn(file, removeItem(file.text, seq, one))],
                },
              ]
            : [],
      });
    }
  },
});

/** The field that users consider the identity of the item. */
function identityRange(item: YamlNode) {
  const keys = ['name', 'mountPath', 'devicePath', 'containerPort', 'port', 'ip', 'uid', 'topologyKey'];
  const value = keys.map((key) => entryOf(item, key)?.value).find((node) => node !== undefined);
  return placeOf(value ?? item);
}

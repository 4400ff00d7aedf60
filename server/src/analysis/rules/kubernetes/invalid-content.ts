import { entriesIn, isSet, isWritten, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import { contentKey } from '../findings/name-formats.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const invalidContent = rule({
  code: 'kubernetes/invalid-content',
  subject: 'manifest',
  severity: 'error',
  summary: 'A ConfigMap or Secret has a key that is not allowed, or lacks one that its type requires.',
  why: 'Keys are file names of letters, digits, `-`, `_` and `.`. A key is either in `data` or in `binaryData`. A Secret of type `kubernetes.io/tls` requires `tls.crt` and `tls.key`; the other built-in types require keys as well.',
  examples: [
    {
      before: `#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: proxy
data:
  envoy/config: "a"
# ^^^^^^^^^^^^ error kubernetes/invalid-content: 'envoy/config' is not a valid key. Use letters, digits, '-', '_' and '.'.
`,
    },
  ],
  check: objectCheck(({ kind, root }, refuse, subject) => {
    if (kind !== 'ConfigMap' && kind !== 'Secret') return;
    for (const [key, part] of ['data', 'binaryData', 'stringData'].flatMap((name) => entriesIn(partAt(root, name)))) {
      const said = contentKey(key);
      if (said) refuse(part, said, { key: true });
    }
    if (kind === 'Secret') return checkSecret(root, refuse);
    for (const [key, part] of entriesIn(partAt(root, 'data')))
      if (partAt(root, 'binaryData', key).value !== undefined)
        refuse(part, message("Key '{0}' is also in 'binaryData'.", key), {
          key: true,
          fixes: removeField(subject, part),
        });
  }),
});

/** Of each type of Secret the keys that it must have: all, or one of them. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/basic-auth': ['username|password'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
};

function checkSecret(root: ObjectPart, refuse: Refuse): void {
  const type = textOf(partAt(root, 'type')) ?? '';
  const contents = [partAt(root, 'data'), partAt(root, 'stringData')];
  if (!Object.hasOwn(requiredKeys, type)) return;
  // A key in the file may be written by a placeholder.
  if (contents.some((content) => Object.keys(content.value ?? {}).some((key) => !isWritten({ value: key, path: [] }))))
    return;
  for (const keys of requiredKeys[type] ?? []) {
    const isThere = keys.split('|').some((key) => contents.some((content) => partAt(content, key).value !== undefined));
    const at = contents.find(isSet) ?? partAt(root, 'type');
    if (!isThere)
      refuse(at, message("A Secret of type {0} requires the key '{1}'.", type, keys.replace('|', ' / ')), {
        key: true,
      });
  }
}

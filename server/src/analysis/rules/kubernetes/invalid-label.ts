import { entriesIn, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import { type KubernetesObject, metadataOf, podSpecsOf } from '../../kubernetes/object-parts.ts';
import { labelValue, qualifiedName } from '../findings/name-formats.ts';
import { objectCheck } from '../findings/object-check.ts';
import { rule } from '../rule.ts';

export const invalidLabel = rule({
  code: 'kubernetes/invalid-label',
  subject: 'manifest',
  severity: 'error',
  summary: 'A label, an annotation or a selector has a key or value that is not allowed.',
  why: 'A label value has at most 63 letters, digits, `-`, `_` and `.`, and starts and ends with a letter or digit. A key may have a domain and `/` before it. Annotations may have any value.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
  labels:
    app: my app
    #    ^^^^^^ error kubernetes/invalid-label: 'my app' is not a valid label value. Use letters, digits, '-', '_' and '.', and start and end with a letter or digit.
spec:
  containers:
    - name: app
      image: nginx
`,
    },
  ],
  check: objectCheck((object, refuse) => {
    for (const [key, part] of labelsIn(object)) {
      const said = qualifiedName(key);
      if (said) refuse(part, said, { key: true });
      const value = textOf(part);
      const wrong = value === undefined ? undefined : labelValue(value);
      if (wrong) refuse(part, wrong);
    }
    for (const [key, part] of annotationsIn(object)) {
      const said = qualifiedName(key.toLowerCase());
      if (said) refuse(part, qualifiedName(key) ?? said, { key: true });
    }
  }),
});

type Entries = ReturnType<typeof entriesIn>;

function labelsIn(object: KubernetesObject): Entries {
  const { kind, spec } = object;
  const places: ObjectPart[] = metadataOf(object).map((metadata) => partAt(metadata, 'labels'));
  if (kind === 'Service') places.push(partAt(spec, 'selector'));
  places.push(partAt(spec, 'selector', 'matchLabels'));
  places.push(...podSpecsOf(object).map((pod) => partAt(pod, 'nodeSelector')));
  return places.flatMap(entriesIn);
}

const annotationsIn = (object: KubernetesObject): Entries =>
  metadataOf(object).flatMap((metadata) => entriesIn(partAt(metadata, 'annotations')));

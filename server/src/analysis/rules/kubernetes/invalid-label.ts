import { entriesIn, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { type KubernetesObject, metadataOf } from '../../kubernetes/object-parts.ts';
import { labelValue, type NameFormat, qualifiedName } from '../findings/name-formats.ts';
import { objectCheck } from '../findings/object-check.ts';
import { fieldTable, type TabledPart, tabledParts } from '../findings/tabled-parts.ts';
import { rule } from '../rule.ts';

export const invalidLabel = rule({
  code: 'kubernetes/invalid-label',
  subject: 'manifest',
  severity: 'error',
  summary: 'A label, an annotation or a selector has a key or value that is not allowed.',
  why: 'A label value has at most 63 letters, digits, `-`, `_` and `.`, and starts and ends with a letter or digit. A key may have a domain and `/` before it. Annotations may have any value.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ name: my-pod => name: my-pod\\n  labels:\\n    app: my app
#? error kubernetes/invalid-label at "my app": 'my app' is not a valid label value. Use letters, digits, '-', '_' and '.', and start and end with a letter or digit.
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
    const others = tabledParts(object, labelFields);
    for (const { part, entry: format } of [...others, ...requiredNodeLabels(object)]) {
      const text = textOf(part);
      const said = text ? format(text) : undefined;
      if (said) refuse(part, said);
    }
  }),
});

type Entries = ReturnType<typeof entriesIn>;

function labelsIn(object: KubernetesObject): Entries {
  const { kind, spec, partsOf } = object;
  return [
    ...metadataOf(object).map((metadata) => partAt(metadata, 'labels')),
    ...(kind === 'Service' ? [partAt(spec, 'selector')] : []),
    ...partsOf('LabelSelector').map((selector) => partAt(selector, 'matchLabels')),
    ...partsOf('PodSpec').map((pod) => partAt(pod, 'nodeSelector')),
  ].flatMap(entriesIn);
}

const annotationsIn = (object: KubernetesObject): Entries =>
  metadataOf(object).flatMap((metadata) => entriesIn(partAt(metadata, 'annotations')));

/** The server does not look at the values of preferred labels. */
const requiredNodeLabels = ({ partsOf }: KubernetesObject): readonly TabledPart<NameFormat>[] =>
  partsOf('NodeSelector')
    .flatMap((selector) => partsIn(partAt(selector, 'nodeSelectorTerms')))
    .flatMap((term) => partsIn(partAt(term, 'matchExpressions')))
    .flatMap((expression) => partsIn(partAt(expression, 'values')))
    .map((part) => ({ part, entry: labelValue }));

/** The fields that hold keys or values of labels, or names of the same form. */
const labelFields = fieldTable<NameFormat>({
  'LabelSelectorRequirement.key': qualifiedName,
  'LabelSelectorRequirement.values': labelValue,
  'NodeSelectorRequirement.key': qualifiedName,
  'PodAffinityTerm.topologyKey': qualifiedName,
  'PodReadinessGate.conditionType': qualifiedName,
  'PodSchedulingGate.name': qualifiedName,
  'ServicePort.appProtocol': qualifiedName,
  'ServiceSpec.loadBalancerClass': qualifiedName,
  'Toleration.key': qualifiedName,
  'Toleration.value': labelValue,
});

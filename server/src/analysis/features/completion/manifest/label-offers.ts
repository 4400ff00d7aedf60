import { message } from '../../../rules/message.ts';
import { called } from '../details.ts';
import { textAt } from '../../../kubernetes/manifest-position.ts';
import type { Labels, Manifest } from '../../../kubernetes/manifest.ts';
import { manifestLabels } from '../../../kubernetes/manifest-field.ts';
import { valueAt } from '../../../yaml/syntax/yaml-path.ts';
import type { Offer } from '../completion-item.ts';
import { hasKey, type KeyOffer, type WrittenMap } from '../key-offer.ts';
import { reference } from './content-names.ts';
import type { ManifestPlace } from './manifest-place.ts';
import type { UsualLabel } from './manifest-sketch.ts';

const labelMaps = new Set([
  ...['ObjectMeta.labels', 'LabelSelector.matchLabels', 'ServiceSpec.selector', 'ReplicationControllerSpec.selector'],
]);

/** True for a map of labels, or for a value in it. */
export const areLabels = ({ position: { field } }: ManifestPlace): boolean =>
  field !== undefined && labelMaps.has(`${field.type}.${field.name}`);

/** The keys of the labels that are used in the workspace, and those that Kubernetes recommends. */
export function labelKeys(place: ManifestPlace, written: WrittenMap): readonly KeyOffer[] {
  const keys = new Set([...labelsInUse(place).flatMap((labels) => [...labels.keys()]), ...recommended]);
  return [...keys]
    .filter((key) => !hasKey(written, key))
    .map((label) => ({
      ...{ label, kind: 'field', detail: called('label') },
      value: { form: 'scalar', hasOffers: valuesOf(place, label).size > 0 },
    }));
}

/** The label that is used in most cases, for a new one. */
export function usualLabel(place: ManifestPlace): UsualLabel {
  const [first] = labelsInUse(place).flatMap((labels) => [...labels]);
  const name = textAt(valueAt(place.position.object, 'metadata'), 'name');
  return { key: first?.[0] ?? 'app', value: first?.[1]?.value || name };
}

/** The values that a label has elsewhere. */
export const labelValues = (place: ManifestPlace): readonly Offer[] => {
  const key = String(place.position.path.at(-1));
  const own = isNameLabel(key) ? textAt(valueAt(place.position.object, 'metadata'), 'name') : undefined;
  return [
    ...[...valuesOf(place, key)].map((value) => reference(value, called('label', key))),
    ...(own === undefined ? [] : [reference(own, message('name of the object'))]),
  ];
};

/** The keys for an expression of a selector. */
export const selectedKeys = (place: ManifestPlace): readonly Offer[] =>
  labelsInUse(place).flatMap((labels) => [...labels.keys()].map((key) => reference(key, called('label'))));

/** The values for the key of an expression. */
export const selectedValues = (place: ManifestPlace): readonly Offer[] => {
  const expression = place.steps.findLast(({ node }) => node.kind === 'map')?.node;
  const key = textAt(expression, 'key') ?? '';
  return [...valuesOf(place, key)].map((value) => reference(value, called('label', key)));
};

/** The value of such a label is the name of the app in most cases. */
const isNameLabel = (key: string): boolean => /(^|[-./])(app|name|instance|component|run)$/.test(key);

const valuesOf = (place: ManifestPlace, key: string): Set<string> =>
  new Set(labelsInUse(place).flatMap((labels) => labels.get(key)?.value || []));

/** Those of the same manifest come first, then those of the same file. */
function labelsInUse({ workspace: { index }, file, manifest }: ManifestPlace): readonly Labels[] {
  const others = [...index.pods, ...index.services].map((placed) => placed.manifest);
  const all = new Set([...(manifest ? [manifest] : []), ...file.manifests, ...others]);
  return [...all].flatMap(labelsOf);
}

const labelsOf = ({ root, labels, podSpec, service }: Manifest): Labels[] => [
  manifestLabels(valueAt(valueAt(valueAt(root, 'spec'), 'selector'), 'matchLabels')),
  ...(podSpec ? [podSpec.labels] : []),
  ...(service ? [service.selector] : []),
  labels,
];

const recommended = [
  ...['app', 'app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/version'],
  ...['app.kubernetes.io/component', 'app.kubernetes.io/part-of', 'app.kubernetes.io/managed-by'],
];

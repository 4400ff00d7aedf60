import { message, type Words } from '../../../rules/message.ts';
import type { KubernetesField } from '../../../schema/kubernetes-facts.ts';
import { type KubernetesPlace, stepInto } from '../../../schema/kubernetes-places.ts';
import { fieldCommonness, type FieldOfType, isRequiredField } from '../../../schema/kubernetes-usage.ts';
import { absence } from '../../../schema/kubernetes-versions.ts';
import { manifestTypeText } from '../../type-text.ts';
import { hasKey, type KeyOffer, type ValueStart, type WrittenMap } from '../key-offer.ts';
import { misfits } from './fits-place.ts';
import type { Sketch } from '../sketch.ts';
import { areLabels, labelKeys, usualLabel } from './label-offers.ts';
import { labels, manifestSketch } from './manifest-sketch.ts';
import type { ManifestPlace } from './manifest-place.ts';
import { manifestValues } from './manifest-values.ts';
import { usualKeys } from './usual-values.ts';

/** The keys that can still be added to a map, or to a new item of a list. */
export function manifestKeys(at: ManifestPlace, written: WrittenMap): readonly KeyOffer[] {
  const { place } = at.position;
  if (place.expression.startsWith('map:')) return mapKeys(at, written);
  const item = place.expression.startsWith('[]') ? stepInto(place, 0) : place;
  return item ? fieldKeys(at, item, written) : [];
}

/** The fields of a type: required ones first, then those that most manifests set. */
function fieldKeys(at: ManifestPlace, place: KubernetesPlace, written: WrittenMap): readonly KeyOffer[] {
  const { type = {}, typeName } = place;
  return Object.entries(type)
    .filter(([name, field]) => !hasKey(written, name) && !absence(field, at.version))
    .map(([name]) => ({ name, rank: rankOf(at, { type: typeName, name }) }))
    .sort((a, b) => a.rank - b.rank)
    .flatMap(({ name }) => {
      const value = stepInto(place, name);
      return value ? [keyOffer(at, { type: typeName, name }, value)] : [];
    });
}

function mapKeys(at: ManifestPlace, written: WrittenMap): readonly KeyOffer[] {
  if (areLabels(at)) return labelKeys(at, written);
  const { field } = at.position;
  const keys = field ? (usualKeys[`${field.type}.${field.name}`] ?? []) : [];
  return keys
    .filter((key) => !hasKey(written, key))
    .map((label) => ({ label, kind: 'field', detail: '', value: entryStart(field, label) }));
}

/** Files in a ConfigMap have several lines. */
const entryStart = (field: FieldOfType | undefined, key: string): ValueStart =>
  field?.type === 'ConfigMap' && /\.ya?ml$/.test(key)
    ? { form: 'text', hasOffers: true }
    : { form: 'scalar', hasOffers: false, json: '"$1"' };

function rankOf({ position: { path } }: ManifestPlace, field: FieldOfType): number {
  if (isRequiredField(field)) return fieldCommonness(field);
  // An init container that is restarted is a sidecar.
  const isSidecarMark = field.type === 'Container' && field.name === 'restartPolicy' && path.includes('initContainers');
  return isSidecarMark ? NOT_REQUIRED : NOT_REQUIRED + 1 + fieldCommonness(field);
}

const NOT_REQUIRED = 1_000_000;

function keyOffer(at: ManifestPlace, field: FieldOfType, value: KubernetesPlace): KeyOffer {
  const usual = value.field?.default;
  return {
    label: field.name,
    kind: 'field',
    detail: withDefault(manifestTypeText(value.expression), usual),
    value: valueStart(at, field, value),
    sketch: sketchOf(at, field, value),
    takes: (node) => misfits(value, node) === 0,
    described: { kind: 'manifest-field', ...field, ...(at.version !== undefined && { version: at.version }) },
  };
}

const withDefault = (type: Words, usual: KubernetesField['default']): Words =>
  usual === undefined
    ? type
    : typeof type === 'string'
      ? `${type} = ${usual}`
      : message('{0} = {1}', type, String(usual));

function sketchOf(at: ManifestPlace, field: FieldOfType, place: KubernetesPlace): Sketch {
  const inside = insideField(at, field, place);
  if (areLabels(inside)) return labels(usualLabel(inside));
  return manifestSketch(place, field.type, () => usualLabel(at));
}

const insideField = (at: ManifestPlace, field: FieldOfType, place: KubernetesPlace): ManifestPlace => ({
  ...at,
  position: { ...at.position, place, field, path: [...at.position.path, field.name], inMap: false },
});

/** How the value of a field begins. */
function valueStart(at: ManifestPlace, field: FieldOfType, place: KubernetesPlace): ValueStart {
  const { expression, type } = place;
  if (type) return { form: 'map', hasOffers: true };
  if (expression === 'any') return { form: 'map', hasOffers: false };
  const inside = insideField(at, field, place);
  if (expression.startsWith('map:')) return { form: 'map', hasOffers: mapKeys(inside, noMap).length > 0 };
  const isList = expression.startsWith('[]');
  const isListOfMaps = isList && stepInto(place, 0)?.type !== undefined;
  const hasOffers = isListOfMaps || manifestValues(inside).length > 0;
  return isList ? { form: 'list', hasOffers } : { form: 'scalar', hasOffers, json: jsonBeginning(expression) };
}

function jsonBeginning(expression: string): string {
  if (expression === 'bool') return '${1|true,false|}';
  return /int|float|double/.test(expression) ? '${1:0}' : '"$1"';
}

const noMap: WrittenMap = { map: undefined, own: -1, steps: [] };

import type { SourceFile } from '../../server/src/analysis/index.ts';
import type { ManifestPosition } from '../../server/src/analysis/kubernetes/manifest-position.ts';
import { type KubernetesPlace, rootPlace, stepInto } from '../../server/src/analysis/schema/kubernetes-places.ts';
import { fieldValues } from '../../server/src/analysis/schema/kubernetes-usage.ts';
import { lineEnd, lineStart } from '../../server/src/analysis/text/line-places.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../server/src/analysis/yaml/syntax/yaml-node.ts';

/** Something that can be taken out of a manifest: what is expected back, and the text without it. */
export interface Site {
  readonly category:
    | 'key'
    | 'key after a dash'
    | 'only key'
    | 'enum value'
    | 'boolean'
    | 'name'
    | 'label key'
    | 'label value';
  readonly label: string;
  readonly text: string;
  readonly cursor: number;
}

type Field = NonNullable<ManifestPosition['field']>;

/** The keys, values and names of a file's manifests. */
export const sitesIn = (file: SourceFile): readonly Site[] =>
  file.manifests.flatMap(({ apiVersion, kind, root }) => {
    const place = rootPlace(apiVersion, kind);
    return place ? sitesBelow(file.text, root, place, undefined) : [];
  });

function sitesBelow(
  text: string,
  node: YamlNode | undefined,
  place: KubernetesPlace,
  field: Field | undefined,
): Site[] {
  if (!node || node.aliasRange) return [];
  if (node.kind === 'seq') {
    const item = stepInto(place, 0);
    return item ? node.items.flatMap((one) => sitesBelow(text, one, item, field)) : [];
  }
  if (node.kind === 'scalar') return [];
  return node.entries.flatMap((entry) => {
    const next = stepInto(place, entry.key.text);
    if (!next) return [];
    const own = place.type ? { type: place.typeName, name: entry.key.text } : field;
    return [
      ...keySite(text, node, entry, place, field),
      ...valueSite(text, node, entry, next, own),
      ...sitesBelow(text, entry.value, next, own),
    ];
  });
}

const isLabels = (field: Field | undefined): boolean =>
  field !== undefined && ['labels', 'matchLabels', 'selector'].includes(field.name);

/** Removes the lines of an entry. */
function keySite(
  text: string,
  map: YamlMap,
  { key, range }: YamlEntry,
  place: KubernetesPlace,
  field: Field | undefined,
): Site[] {
  if (map.flow || key.style !== 'plain' || key.tag !== undefined || key.anchor !== undefined) return [];
  if (!place.type && !isLabels(field)) return [];
  const start = lineStart(text, key.range.start);
  const before = text.slice(start, key.range.start);
  if (!/^ *(- +)*$/.test(before)) return [];
  const category = !place.type
    ? 'label key'
    : map.entries.length === 1
      ? 'only key'
      : before.includes('-')
        ? 'key after a dash'
        : 'key';
  const end = lineEnd(text, Math.max(range.end, key.range.end));
  return [
    { category, label: key.text, text: text.slice(0, start) + before + text.slice(end), cursor: key.range.start },
  ];
}

/** Removes a value. */
function valueSite(
  text: string,
  map: YamlMap,
  { value }: YamlEntry,
  place: KubernetesPlace,
  field: Field | undefined,
): Site[] {
  const category = place.type || !field ? undefined : categoryOf(map, place, field);
  if (
    !category ||
    value?.kind !== 'scalar' ||
    value.aliasRange ||
    value.anchor !== undefined ||
    value.tag !== undefined
  )
    return [];
  const { start, end } = value.range;
  const isOneLine = value.style !== 'literal' && value.style !== 'folded' && !text.slice(start, end).includes('\n');
  if (!isOneLine || value.text === '') return [];
  return [{ category, label: value.text, text: text.slice(0, start) + text.slice(end), cursor: start }];
}

function categoryOf(map: YamlMap, place: KubernetesPlace, field: Field): Site['category'] | undefined {
  if (place.field === undefined) return isLabels(field) ? 'label value' : undefined;
  if (place.expression === 'bool') return 'boolean';
  const isRoot = map.entries.some(({ key }) => key.text === 'apiVersion') && /^(apiVersion|kind)$/.test(field.name);
  if (isRoot || fieldValues(field)) return 'enum value';
  return names.has(`${field.type}.${field.name}`) ? 'name' : undefined;
}

/** The fields that refer to something with a name, or a number, elsewhere. */
const names: ReadonlySet<string> = new Set([
  ...['VolumeMount.name', 'VolumeDevice.name', 'ServicePort.targetPort'],
  ...['HTTPGetAction.port', 'TCPSocketAction.port', 'GRPCAction.port'],
  ...['ConfigMapVolumeSource.name', 'ConfigMapKeySelector.name', 'ConfigMapEnvSource.name', 'ConfigMapProjection.name'],
  ...['SecretVolumeSource.secretName', 'SecretKeySelector.name', 'SecretEnvSource.name', 'SecretProjection.name'],
  ...['ConfigMapKeySelector.key', 'SecretKeySelector.key', 'KeyToPath.key', 'PodSpec.serviceAccountName'],
  ...['LocalObjectReference.name', 'StatefulSetSpec.serviceName', 'PersistentVolumeClaimVolumeSource.claimName'],
  ...['IngressServiceBackend.name', 'ObjectMeta.namespace', 'Container.image', 'ResourceFieldSelector.containerName'],
]);

import { message, type Words } from '../../../rules/message.ts';
import { textAt } from '../../../kubernetes/manifest-position.ts';
import { isKnownKind } from '../../../schema/kubernetes-schema.ts';
import { commonKinds, type FieldOfType, fieldValues, type ServedKind } from '../../../schema/kubernetes-usage.ts';
import { touches } from '../../../text/text-range.ts';
import { rootPlace } from '../../../schema/kubernetes-places.ts';
import type { Offer } from '../completion-item.ts';
import { configMapKeys, configMapNames, itemKeys, reference, secretKeys, secretNames } from './content-names.ts';
import { areLabels, labelValues, selectedKeys, selectedValues } from './label-offers.ts';
import { fittingBest } from '../fitting-best.ts';
import { misfits } from './fits-place.ts';
import type { ManifestPlace } from './manifest-place.ts';
import {
  containerNames,
  images,
  missingVolumes,
  mountPaths,
  namespaces,
  newNames,
  objectNames,
  serviceNames,
  volumeNames,
} from './object-names.ts';
import {
  backendPortNames,
  backendPortNumbers,
  containerPorts,
  probePorts,
  servicePorts,
  targetPorts,
} from './port-offers.ts';
import { usualEntries, usualValues } from './usual-values.ts';

/** The values for a place: names in the workspace, then those that the API lists. */
export function manifestValues(place: ManifestPlace): readonly Offer[] {
  const { field, inMap } = place.position;
  if (!field) return [];
  const offers = inMap ? entryValues(place, field) : [...named(place, field), ...listed(place, field)];
  const labels = new Set<string>();
  return offers.filter(({ label }) => !labels.has(label) && labels.add(label));
}

/** The value of a key in a map. */
function entryValues(place: ManifestPlace, { type, name }: FieldOfType): readonly Offer[] {
  if (areLabels(place)) return labelValues(place);
  return (usualEntries[`${type}.${name}.${place.position.path.at(-1)}`] ?? []).map((label) => valueOffer(label));
}

type Source = (place: ManifestPlace) => readonly Offer[];

function named(place: ManifestPlace, { type, name }: FieldOfType): readonly Offer[] {
  if (place.position.path.length === 1)
    return name === 'kind' ? kinds(place) : name === 'apiVersion' ? versions(place) : [];
  const key = `${type}.${name}`;
  return (Object.hasOwn(sources, key) ? sources[key] : undefined)?.(place) ?? [];
}

/** The kinds of the `apiVersion` beside it. If that is missing or unknown, all kinds. */
function kinds(place: ManifestPlace): readonly Offer[] {
  const apiVersion = textAt(place.position.object, 'apiVersion');
  const all = knownKinds(place);
  const fitting = all.filter((one) => one.apiVersion === apiVersion);
  return havingFields(place, fitting.length > 0 ? fitting : all).map(({ apiVersion, kind }) => {
    const described = isKnownKind(apiVersion, kind) && ({ kind: 'manifest-kind', apiVersion, name: kind } as const);
    return { ...valueOffer(kind, apiVersion), ...(described && { described }) };
  });
}

/** Those whose objects have the fields that are there, or most of them, and those of which nothing is known. */
function havingFields(
  { position: { object }, file }: ManifestPlace,
  all: readonly ServedKind[],
): readonly ServedKind[] {
  const start = object?.range.start ?? 0;
  const { root } = file.yaml.documents.find(({ range }) => touches(range, start)) ?? {};
  if (root?.kind !== 'map') return all;
  return fittingBest(all, ({ apiVersion, kind }) => {
    const place = rootPlace(apiVersion, kind);
    return place && misfits(place, root);
  });
}

/** The versions of the `kind` beside it. If that is missing or unknown, all versions. */
function versions(place: ManifestPlace): readonly Offer[] {
  const kind = textAt(place.position.object, 'kind');
  const all = knownKinds(place);
  const fitting = all.filter((one) => one.kind === kind);
  return havingFields(place, fitting.length > 0 ? fitting : all).map((one) => valueOffer(one.apiVersion, one.kind));
}

/** Kinds of the API server, and custom ones in the workspace. */
const knownKinds = ({ workspace, version }: ManifestPlace): readonly ServedKind[] => [
  ...commonKinds(version),
  ...[...workspace.files.values()].flatMap(({ manifests }) => manifests),
];

/** What names or numbers of the workspace belong in a field, by `Type.field`. */
const sources: Readonly<Record<string, Source>> = {
  'ConfigMapEnvSource.name': configMapNames,
  'ConfigMapKeySelector.key': configMapKeys,
  'ConfigMapKeySelector.name': configMapNames,
  'ConfigMapProjection.name': configMapNames,
  'ConfigMapVolumeSource.name': configMapNames,
  'Container.image': images,
  'ContainerPort.containerPort': containerPorts,
  'CrossVersionObjectReference.name': objectNames('Deployment', 'StatefulSet', 'ReplicaSet'),
  'GRPCAction.port': probePorts,
  'HTTPGetAction.port': probePorts,
  'IngressServiceBackend.name': objectNames('Service'),
  'IngressTLS.secretName': secretNames,
  'LabelSelectorRequirement.key': selectedKeys,
  'LabelSelectorRequirement.values': selectedValues,
  'KeyToPath.key': itemKeys,
  'KeyToPath.path': itemKeys,
  'LocalObjectReference.name': secretNames,
  'ObjectMeta.name': newNames,
  'ObjectMeta.namespace': namespaces,
  'PersistentVolumeClaimVolumeSource.claimName': objectNames('PersistentVolumeClaim'),
  'PodSpec.serviceAccount': objectNames('ServiceAccount'),
  'PodSpec.serviceAccountName': objectNames('ServiceAccount'),
  'ResourceFieldSelector.containerName': containerNames,
  'RoleRef.name': objectNames('Role', 'ClusterRole'),
  'SecretEnvSource.name': secretNames,
  'SecretKeySelector.key': secretKeys,
  'SecretKeySelector.name': secretNames,
  'SecretProjection.name': secretNames,
  'SecretVolumeSource.secretName': secretNames,
  'ServiceBackendPort.name': backendPortNames,
  'ServiceBackendPort.number': backendPortNumbers,
  'ServicePort.port': servicePorts,
  'ServicePort.targetPort': targetPorts,
  'StatefulSetSpec.serviceName': serviceNames,
  'Subject.name': objectNames('ServiceAccount'),
  'Subject.namespace': namespaces,
  'TCPSocketAction.port': probePorts,
  'Volume.name': missingVolumes,
  'VolumeDevice.name': volumeNames,
  'VolumeMount.mountPath': mountPaths,
  'VolumeMount.name': volumeNames,
};

/** The values that the API lists for a field, or those that people write. */
function listed({ position: { place }, version }: ManifestPlace, { type, name }: FieldOfType): readonly Offer[] {
  if (place.expression === 'bool') return ['true', 'false'].map((label) => ({ label, kind: 'value', detail: '' }));
  const described = { kind: 'manifest-field', type, name, ...(version !== undefined && { version }) } as const;
  const usual = place.field?.default;
  const values = fieldValues({ type, name }, version) ?? usualValues[`${type}.${name}`] ?? [];
  return values.map((label) => ({ ...valueOffer(label, label === usual ? message('default') : ''), described }));
}

const valueOffer = (label: string, detail: Words = ''): Offer => ({ ...reference(label, detail), kind: 'enum-value' });

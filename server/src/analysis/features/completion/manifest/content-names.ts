import { message, type Words } from '../../../rules/message.ts';
import { textAt } from '../../../kubernetes/manifest-position.ts';
import type { ContentReference, PodSpec } from '../../../kubernetes/manifest.ts';
import { fileName } from '../../../workspace/uri-path.ts';
import type { WorkspaceIndex } from '../../../workspace/workspace-index.ts';
import type { Offer } from '../completion-item.ts';
import type { ManifestPlace } from './manifest-place.ts';

/** The ConfigMaps of the workspace, those that its kustomizations make, and those that its pods refer to. */
export const configMapNames = (place: ManifestPlace): readonly Offer[] => {
  const { configMaps, generatedConfigMaps } = place.workspace.index;
  return namesOf('ConfigMap', place, configMaps, generatedConfigMaps);
};

/** The same of Secrets. */
export const secretNames = (place: ManifestPlace): readonly Offer[] => {
  const { secrets, generatedSecrets } = place.workspace.index;
  return namesOf('Secret', place, secrets, generatedSecrets);
};

function namesOf(
  kind: Kind,
  place: ManifestPlace,
  written: WorkspaceIndex['configMaps'],
  generated: WorkspaceIndex['generatedConfigMaps'],
): Offer[] {
  const volume = textAt(place.steps.at(-2)?.node, 'name');
  return [
    ...[...written].map(([name, placed]) =>
      reference(name, message('{0} in {1}', kind, fileName(placed[0]?.file.uri ?? ''))),
    ),
    ...[...generated].map(([name]) => reference(name, message('{0} of the kustomization', kind))),
    ...referencesTo(kind, place).flatMap(({ name }) =>
      name ? [reference(name.value, message('{0} of a pod', kind))] : [],
    ),
    ...(volume === undefined ? [] : [reference(volume, message('name of the volume'))]),
  ];
}

/** The keys of the ConfigMap that is named beside the key. */
export const configMapKeys = (place: ManifestPlace): readonly Offer[] => keysOf('ConfigMap', place, -1);

/** The keys of the Secret that is named beside the key. */
export const secretKeys = (place: ManifestPlace): readonly Offer[] => keysOf('Secret', place, -1);

/**
 * For a key of the ConfigMap or Secret whose items are listed, and for its file: these keys, the other name of the item,
 * and the files that the pod reads.
 */
export const itemKeys = (place: ManifestPlace): readonly Offer[] => [
  ...['key', 'path'].flatMap((name) => {
    const other = name === place.position.field?.name ? undefined : textAt(place.steps.at(-1)?.node, name);
    return other ? [reference(other, message("'{0}' of the item", name))] : [];
  }),
  ...keysOf(place.position.path.at(-4) === 'secret' ? 'Secret' : 'ConfigMap', place, -3),
  ...filesRead(place).map((file) => reference(file, message('file that the pod reads'))),
];

/** @param depth where the map with the name is, counted from the value */
function keysOf(kind: Kind, place: ManifestPlace, depth: number): Offer[] {
  const { index } = place.workspace;
  const holder = place.steps.at(depth)?.node;
  const name = textAt(holder, 'name') ?? textAt(holder, 'secretName') ?? '';
  const nearest = kind === 'Secret' ? index.nearestSecrets : index.nearestConfigMaps;
  const { configMap, secret } = nearest(name, place.file.uri)[0]?.manifest ?? {};
  const written = [
    ...(configMap?.keys.keys() ?? []),
    ...(configMap?.encoded.keys() ?? []),
    ...(secret?.keys.keys() ?? []),
    ...(secret?.encoded.keys() ?? []),
  ];
  const used = referencesTo(kind, place).flatMap((one) => (one.name?.value === name ? one.keys : []));
  return [...written, ...used].map((key) => reference(key, message('key of {0} {1}', kind, name)));
}

type Kind = 'ConfigMap' | 'Secret';

/** What the pods of the workspace use of ConfigMaps or Secrets, the own pod first. */
export function referencesTo(kind: Kind, { workspace: { index }, manifest }: ManifestPlace) {
  const pods = [
    ...(manifest?.podSpec ? [manifest.podSpec] : []),
    ...index.pods.flatMap((pod) => pod.manifest.podSpec ?? []),
  ];
  return pods.flatMap(referencesIn).filter((one) => one.kind === kind);
}

const referencesIn = (pod: PodSpec): readonly (ContentReference & { readonly keys: readonly string[] })[] => [
  ...pod.volumes.flatMap(({ contents }) =>
    contents.map((one) => ({ ...one, keys: one.items.flatMap(({ key }) => (key ? [key.value] : [])) })),
  ),
  ...[...pod.containers, ...pod.initContainers].flatMap(({ env, envFrom }) => [
    ...env.flatMap(({ from }) => (from ? [{ ...from, keys: from.key ? [from.key.value] : [] }] : [])),
    ...envFrom.map((one) => ({ ...one, keys: [] })),
  ]),
];

/** The names of files in the commands of the pod's containers, and the parts of volumes that they mount. */
function filesRead({ manifest }: ManifestPlace): readonly string[] {
  const containers = [...(manifest?.podSpec?.containers ?? []), ...(manifest?.podSpec?.initContainers ?? [])];
  return containers.flatMap(({ command, args, volumeMounts }) => [
    ...volumeMounts.flatMap(({ subPath }) => (subPath ? [subPath.value] : [])),
    ...[...command, ...args].flatMap(({ text }) => /^[^\s]*\/([\w.-]+\.\w+)$/.exec(text)?.[1] ?? []),
  ]);
}

export const reference = (label: string, detail: Words): Offer => ({ label, kind: 'reference', detail });

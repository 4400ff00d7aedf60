import { message } from '../../../rules/message.ts';
import { called, noSuch } from '../details.ts';
import type { Manifest } from '../../../kubernetes/manifest.ts';
import { envoyReleases, readRelease } from '../../../schema/envoy-releases.ts';
import { fileName } from '../../../workspace/uri-path.ts';
import { itemsOf, valueAt } from '../../../yaml/syntax/yaml-path.ts';
import { textAt } from '../../../kubernetes/manifest-position.ts';
import type { Offer } from '../completion-item.ts';
import { reference, referencesTo } from './content-names.ts';
import type { ManifestPlace } from './manifest-place.ts';

/** The names of the workspace's objects of a kind. */
export const objectNames =
  (...kinds: readonly string[]) =>
  ({ workspace }: ManifestPlace): readonly Offer[] =>
    [...workspace.files.values()].flatMap(({ uri, manifests }) =>
      manifests.flatMap(({ kind, name }) =>
        name && kinds.includes(kind) ? [reference(name.value, message('{0} in {1}', kind, fileName(uri)))] : [],
      ),
    );

/** The Services of the workspace. The one of a StatefulSet has its name in most cases. */
export function serviceNames(place: ManifestPlace): readonly Offer[] {
  const own = place.position.object && textAt(valueAt(place.position.object, 'metadata'), 'name');
  return [
    ...objectNames('Service')(place),
    ...(own === undefined ? [] : [reference(own, message('name of the object'))]),
  ];
}

/** The namespaces that the workspace's manifests are in, those of the file first. */
export function namespaces({ workspace, file }: ManifestPlace): readonly Offer[] {
  const all = [file, ...workspace.files.values()].flatMap(({ manifests }) => manifests);
  const named = all.flatMap(({ kind, name, namespace }) => (kind === 'Namespace' ? [name] : [namespace]));
  return named.flatMap((name) => (name ? [reference(name.value, 'namespace')] : []));
}

/** The volumes of the pod, and those that a StatefulSet claims for it. */
export function volumeNames({ manifest }: ManifestPlace): readonly Offer[] {
  const claims = itemsOf(valueAt(valueAt(manifest?.root, 'spec'), 'volumeClaimTemplates'));
  return [
    ...(manifest?.podSpec?.volumes ?? []).flatMap(({ name, configMap, hostPath }) => {
      const content = configMap ? ['ConfigMap', configMap.name] : hostPath ? ['hostPath', hostPath.path] : ['volume'];
      const [kind, origin] = content as [string, { readonly value: string }?];
      return name ? [reference(name.value, `${kind} ${origin?.value ?? ''}`.trim())] : [];
    }),
    ...claims.flatMap((claim) => {
      const name = textAt(valueAt(claim, 'metadata'), 'name');
      return name ? [reference(name, message('volume claim'))] : [];
    }),
  ];
}

/** For the name of a volume: what containers mount although the pod has no such volume. */
export function missingVolumes({ manifest, position, steps }: ManifestPlace): readonly Offer[] {
  const pod = manifest?.podSpec;
  const own = textAt(steps.at(-1)?.node, String(position.path.at(-1)));
  const there = new Set(pod?.volumes.flatMap(({ name }) => (name && name.value !== own ? [name.value] : [])));
  const mounted = containersOf(manifest).flatMap(({ volumeMounts }) =>
    volumeMounts.flatMap(({ name }) => (name ? [name.value] : [])),
  );
  return mounted.filter((name) => !there.has(name)).map((name) => reference(name, noSuch('volume')));
}

/** For the name of an object: what is referred to by its kind although nothing has the name, and names in the file. */
export function newNames(place: ManifestPlace): readonly Offer[] {
  const { position, file, workspace } = place;
  if (position.path.join('.') !== 'metadata.name') return [];
  const kind = textAt(position.object, 'kind') ?? '';
  const { index } = workspace;
  const wanted = kind === 'ConfigMap' || kind === 'Secret' ? kind : undefined;
  const known = wanted === 'ConfigMap' ? index.configMaps : index.secrets;
  const missing = wanted
    ? referencesTo(wanted, place).flatMap(({ name }) =>
        name && !known.has(name.value) ? [reference(name.value, noSuch(wanted))] : [],
      )
    : [];
  const others = file.manifests.filter(({ root }) => root !== place.manifest?.root);
  return [...missing, ...others.flatMap(({ kind: other, name }) => (name ? [reference(name.value, other)] : []))];
}

/** The containers of the pod. */
export const containerNames = ({ manifest }: ManifestPlace): readonly Offer[] =>
  containersOf(manifest).flatMap(({ name, image }) =>
    name ? [reference(name.value, image?.value ?? called('container'))] : [],
  );

/** Folders and files that the workspace's pods mount their volumes at, and where Envoy's image has its config. */
export const mountPaths = ({ workspace: { index }, manifest }: ManifestPlace): readonly Offer[] => [
  ...containersOf(manifest).flatMap(pathsOf),
  reference('/etc/envoy', message("folder of Envoy's config")),
  ...index.pods.flatMap((pod) => containersOf(pod.manifest).flatMap(pathsOf)),
];

const pathsOf = ({ volumeMounts, name }: ReturnType<typeof containersOf>[number]): Offer[] =>
  volumeMounts.flatMap(({ mountPath }) =>
    mountPath ? [reference(mountPath.value, message('mounted in {0}', name?.value ?? message('a container')))] : [],
  );

/** The images that the workspace's pods use, those that most use first, and the releases of Envoy. */
export function images({ workspace: { index } }: ManifestPlace): readonly Offer[] {
  const counts = new Map<string, number>();
  for (const { manifest } of index.pods)
    for (const { image } of containersOf(manifest))
      if (image) counts.set(image.value, (counts.get(image.value) ?? 0) + 1);
  const used = [...counts].sort(([, a], [, b]) => b - a);
  return [
    ...used.map(([image]) => reference(image, message('used in this workspace'))),
    ...envoyReleases().map((minor) => reference(`envoyproxy/envoy:v${readRelease(minor)}`, `Envoy ${minor}`)),
  ];
}

/** The containers of a pod, and its init containers. */
export const containersOf = (manifest: Pick<Manifest, 'podSpec'> | undefined) => [
  ...(manifest?.podSpec?.containers ?? []),
  ...(manifest?.podSpec?.initContainers ?? []),
];

import type { Container, PodSpec, Volume, VolumeMount } from '../kubernetes/manifest.ts';
import { withoutTrailing } from '../text/trailing.ts';
import { mapsIn, stringAt } from '../kubernetes/manifest-field.ts';
import { valueAt } from '../yaml/syntax/yaml-path.ts';
import type { ContentOf, KeyContent } from './content-lookup.ts';
import { configPath } from './envoy-command.ts';
import { runsOnlyEnvoy } from './envoy-container.ts';
import type { AbsentKey, MisplacedConfig, MountedContent } from './mount-faults.ts';
import { keyOf, placeInVolume } from './link-config.ts';
import type { PlacedManifest } from './placed-manifest.ts';

/** The keys of ConfigMaps and Secrets without which the pod does not start. */
export function absentKeys(podSpec: PodSpec, placed: PlacedManifest, contentOf: ContentOf): readonly AbsentKey[] {
  const asked = [
    ...podSpec.volumes.flatMap(({ contents }) =>
      contents.flatMap((content) => content.items.map(({ key }) => ({ reference: content, key }))),
    ),
    ...[...podSpec.containers, ...podSpec.initContainers].flatMap(({ env }) =>
      env.flatMap(({ from }) => (from ? [{ reference: from, key: from.key }] : [])),
    ),
  ];
  return asked.flatMap(({ reference, key }): AbsentKey[] => {
    const content = reference.optional || !key ? undefined : contentOf(reference, placed);
    if (!key || !content?.complete || content.keys.has(key.value)) return [];
    const { kind, name } = reference;
    return [{ kind, name: name?.value ?? '', key, known: [...content.keys.keys()] }];
  });
}

/** The `subPath`s of mounts that their ConfigMap or Secret does not have. */
export function absentSubPaths(podSpec: PodSpec, placed: PlacedManifest, contentOf: ContentOf): readonly AbsentKey[] {
  const mounts = [...podSpec.containers, ...podSpec.initContainers].flatMap(({ volumeMounts }) => volumeMounts);
  return mounts.flatMap(({ name, subPath, mountPath }): AbsentKey[] => {
    const volume = podSpec.volumes.find((one) => name && one.name?.value === name.value);
    const [reference, ...others] = volume?.contents ?? [];
    if (!subPath || !mountPath || !reference || others.length > 0 || volume?.projected || reference.optional) return [];
    const content = contentOf(reference, placed);
    const keys = [...(content?.keys.keys() ?? [])];
    const known = reference.items.length > 0 ? reference.items.map(({ path }) => path?.value ?? '') : keys;
    const path = withoutTrailing(subPath.value, '/');
    if (!content?.complete || known.some((one) => one === path || one.startsWith(`${path}/`))) return [];
    return [
      { kind: reference.kind, name: reference.name?.value ?? '', key: subPath, known, mountPath: mountPath.value },
    ];
  });
}

/** Of a container whose config is not found: the one bootstrap that it mounts at a path that nothing there names, nor a folder above it. */
export function misplacedConfig(
  container: Container,
  podSpec: PodSpec,
  mounts: readonly MountedContent[],
): MisplacedConfig | undefined {
  const path = configPath(container);
  if (path === undefined || !path.startsWith('/') || !runsOnlyEnvoy(container)) return undefined;
  if (isMounted(path, container, podSpec, mounts) !== false) return undefined;
  const [only, ...more] = bootstrapsIn(mounts);
  return only && more.length === 0 && !isBelow(only.mountedAt, path) ? { path, ...only } : undefined;
}

/** What a container mounts of ConfigMaps and Secrets. */
export const mountedContents = (
  { volumeMounts }: Container,
  { volumes }: PodSpec,
  placed: PlacedManifest,
  contentOf: ContentOf,
): readonly MountedContent[] =>
  volumeMounts.flatMap((mount) => {
    const volume = volumes.find(({ name }) => mount.name && name?.value === mount.name.value);
    if (!volume || volume.contents.length === 0) return [];
    const sources = volume.contents.map((reference) => ({ reference, content: contentOf(reference, placed) }));
    const otherFiles = otherFilesOf(volume);
    const complete = !!otherFiles && sources.every(({ content }) => content?.complete);
    return [{ mount, volume, sources, otherFiles: otherFiles ?? [], complete }];
  });

/** The tokens and fields of the pod in a projected volume. Undefined if a path cannot be read. */
function otherFilesOf({ node }: Volume): readonly string[] | undefined {
  const entries = mapsIn(valueAt(valueAt(node, 'projected'), 'sources')).flatMap((source) => source.entries);
  const others = entries.filter(({ key }) => key.text !== 'configMap' && key.text !== 'secret');
  const paths = others.flatMap(({ value }) => {
    const items = mapsIn(valueAt(value, 'items'));
    return (items.length > 0 ? items : [value]).map((one) => stringAt(one, 'path')?.value);
  });
  return paths.every((path) => path !== undefined) ? paths : undefined;
}

/** Undefined where a volume brings what is not known. */
function isMounted(
  path: string,
  container: Container,
  podSpec: PodSpec,
  mounts: readonly MountedContent[],
): boolean | undefined {
  const within = container.volumeMounts.some(({ mountPath }) => mountPath && isBelow(path, mountPath.value));
  const place = placeInVolume(path, container, podSpec);
  if (!place) return within ? undefined : false;
  const mounted = mounts.find(({ mount }) => mount === place.mount);
  return mounted?.complete ? holdsFile(mounted, place.inVolume) : undefined;
}

/** Whether a volume whose files are known has one at a path. */
export const holdsFile = ({ sources, otherFiles }: MountedContent, inVolume: string): boolean =>
  otherFiles.includes(inVolume) ||
  sources.some(({ reference, content }) => content?.keys.has(keyOf(inVolume, reference.items) ?? ''));

const isBelow = (path: string, folder: string): boolean =>
  path === withoutTrailing(folder, '/') || path.startsWith(`${withoutTrailing(folder, '/')}/`);

const bootstrapsIn = (mounts: readonly MountedContent[]): Omit<MisplacedConfig, 'path'>[] =>
  mounts.flatMap((mounted) => {
    const { mount } = mounted;
    return filesOf(mounted).flatMap(({ inVolume, content }) => {
      const mountedAt = pathOf(mount, inVolume);
      if (mountedAt === undefined || content.source()?.form !== 'bootstrap') return [];
      return [{ mountedAt, mount }];
    });
  });

/** The known files of a volume. */
export const filesOf = ({ sources }: MountedContent): { readonly inVolume: string; readonly content: KeyContent }[] =>
  sources.flatMap(({ reference: { items }, content }) =>
    [...(content?.keys ?? [])].flatMap(([key, one]) => {
      const inVolume = items.length === 0 ? key : items.find((item) => item.key?.value === key)?.path?.value;
      return inVolume === undefined ? [] : [{ inVolume, content: one }];
    }),
  );

/** The path of a volume's file in the container. */
export function pathOf({ mountPath, subPath }: VolumeMount, inVolume: string): string | undefined {
  const root = mountPath && withoutTrailing(mountPath.value, '/');
  if (root === undefined) return undefined;
  const sub = withoutTrailing(subPath?.value ?? '', '/');
  if (sub === '') return `${root}/${inVolume}`;
  if (inVolume === sub) return root;
  return inVolume.startsWith(`${sub}/`) ? `${root}${inVolume.slice(sub.length)}` : undefined;
}

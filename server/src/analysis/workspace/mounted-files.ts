import type { Container, PodSpec, VolumeMount } from '../kubernetes/manifest.ts';
import { withoutTrailing } from '../text/trailing.ts';
import type { Content, ContentOf } from './content-lookup.ts';
import { configPath } from './envoy-command.ts';
import { runsOnlyEnvoy } from './envoy-container.ts';
import type { AbsentKey, MisplacedConfig } from './mount-faults.ts';
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

/** Of a container whose config is not found: the one bootstrap that it mounts at a path that nothing there names. */
export function misplacedConfig(
  container: Container,
  podSpec: PodSpec,
  placed: PlacedManifest,
  contentOf: ContentOf,
): MisplacedConfig | undefined {
  const path = configPath(container);
  if (path === undefined || !path.startsWith('/') || !runsOnlyEnvoy(container)) return undefined;
  if (isMounted(path, container, podSpec, placed, contentOf) !== false) return undefined;
  const [only, ...more] = bootstrapsIn(container, podSpec, placed, contentOf);
  return only && more.length === 0 && only.mountedAt !== path ? { path, ...only } : undefined;
}

/** Undefined where a volume brings what is not known. */
function isMounted(
  path: string,
  container: Container,
  podSpec: PodSpec,
  placed: PlacedManifest,
  contentOf: ContentOf,
): boolean | undefined {
  const within = container.volumeMounts.some(({ mountPath }) => mountPath && isBelow(path, mountPath.value));
  const place = placeInVolume(path, container, podSpec);
  if (!place) return within ? undefined : false;
  const { contents } = place.volume;
  const known = contents.map((content) => contentOf(content, placed));
  if (contents.length === 0 || !known.every((content): content is Content => !!content?.complete)) return undefined;
  return contents.some(({ items }, i) => known[i]?.keys.has(keyOf(place.inVolume, items) ?? ''));
}

const isBelow = (path: string, folder: string): boolean =>
  path === withoutTrailing(folder, '/') || path.startsWith(`${withoutTrailing(folder, '/')}/`);

const bootstrapsIn = (
  { volumeMounts }: Container,
  { volumes }: PodSpec,
  placed: PlacedManifest,
  contentOf: ContentOf,
): Omit<MisplacedConfig, 'path'>[] =>
  volumeMounts.flatMap((mount) => {
    const contents = volumes.find(({ name }) => mount.name && name?.value === mount.name.value)?.contents ?? [];
    return contents.flatMap((reference) => {
      const keys = [...(contentOf(reference, placed)?.keys ?? [])];
      return keys.flatMap(([key, content]) => {
        const { items } = reference;
        const inVolume = items.length === 0 ? key : items.find((item) => item.key?.value === key)?.path?.value;
        const mountedAt = inVolume === undefined ? undefined : pathOf(mount, inVolume);
        if (mountedAt === undefined || content.source()?.form !== 'bootstrap') return [];
        return [{ mountedAt, mount }];
      });
    });
  });

/** The path of a volume's file in the container. */
function pathOf({ mountPath, subPath }: VolumeMount, inVolume: string): string | undefined {
  const root = mountPath && withoutTrailing(mountPath.value, '/');
  if (root === undefined) return undefined;
  const sub = withoutTrailing(subPath?.value ?? '', '/');
  if (sub === '') return `${root}/${inVolume}`;
  if (inVolume === sub) return root;
  return inVolume.startsWith(`${sub}/`) ? `${root}${inVolume.slice(sub.length)}` : undefined;
}

import { withoutTrailing } from '../text/trailing.ts';
import type { Container, KeyToPath, Manifest, PodSpec, Volume, VolumeMount } from '../kubernetes/manifest.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { configPath, configYamlArgument } from './envoy-container.ts';
import type { ConfigDelivery, ConfigLink } from './envoy-workload.ts';
import type { EnvoySource } from './envoy-source.ts';
import type { SourceFile } from './source-file.ts';
import { foldersAbove } from './nearest-index.ts';
import { nearest, resolveUri } from './uri-path.ts';
import type { GeneratedConfigMap, GeneratedConfigMaps, WorkspaceIndex } from './workspace-index.ts';

/** Finds the config that a container's Envoy reads; undefined where it cannot be told for certain. */
export function linkConfig(
  container: Container,
  podSpec: PodSpec,
  manifest: Manifest,
  file: SourceFile,
  index: WorkspaceIndex,
): ConfigLink | undefined {
  const commented = configDirective(manifest, file);
  if (commented !== undefined) return linkByComment(commented, file, index);
  const path = configPath(container);
  const inline = configYamlArgument(container);
  if (inline) return hasPathArgument(container) ? undefined : link('config-yaml', file, sourceAt(file, inline));
  return path === undefined
    ? linkOnlyMounted(container, podSpec, manifest, file, index)
    : linkByPath(path, container, podSpec, manifest, file, index);
}

/** Both together are merged by Envoy: neither alone is the config. */
const hasPathArgument = (container: Container): boolean =>
  [...container.command, ...container.args].some((word) => /^(-c|--config-path)\b/.test(word.text));

function link(
  delivery: ConfigDelivery,
  file: SourceFile | undefined,
  source: EnvoySource | undefined,
  via?: Via,
): ConfigLink | undefined {
  return file && source ? { delivery, file, source, ...via } : undefined;
}

interface Via {
  readonly volume: Volume;
  readonly mount: VolumeMount;
  readonly path?: string;
}

const sourceAt = (file: SourceFile, scalar: YamlScalar): EnvoySource | undefined =>
  file.envoySources.find((source) => source.scalar === scalar);

/** The comment inside the manifest's document, or before the first document for all of them. */
function configDirective(manifest: Manifest, file: SourceFile): string | undefined {
  const { start, end } = manifest.documentRange;
  return file.directives.find(({ name, range }) => name === 'config' && range.start >= start && range.end <= end)
    ?.value;
}

function linkByComment(path: string, file: SourceFile, index: WorkspaceIndex): ConfigLink | undefined {
  const uri = resolveUri(file.uri, path);
  const target = uri === undefined ? undefined : index.files.get(uri);
  return target && target.envoySources.length === 1 ? link('comment', target, target.envoySources[0]) : undefined;
}

function linkByPath(
  path: string,
  container: Container,
  podSpec: PodSpec,
  manifest: Manifest,
  file: SourceFile,
  index: WorkspaceIndex,
): ConfigLink | undefined {
  const mount = mountCovering(path, container.volumeMounts);
  const volume =
    mount && podSpec.volumes.find((candidate) => candidate.name?.value === mount.name?.value && mount.name);
  if (!mount || !volume) return undefined;
  const inVolume = join(
    mount.subPath?.value ?? '',
    path.slice(withoutTrailing(mount.mountPath?.value ?? '', '/').length).replace(/^\/+/, ''),
  );
  if (volume.hostPath?.path)
    return linkByHostPath(join(volume.hostPath.path.value, inVolume), path, file, index, { volume, mount, path });
  const name = volume.configMap?.name?.value;
  return name === undefined
    ? undefined
    : linkByConfigMap(name, keyOf(inVolume, volume.configMap?.items ?? []), manifest, file, index, {
        volume,
        mount,
        path,
      });
}

/** The mount whose path is the longest prefix of the config's path. */
function mountCovering(path: string, mounts: readonly VolumeMount[]): VolumeMount | undefined {
  const covering = mounts.filter(({ mountPath }) => {
    const prefix = mountPath && withoutTrailing(mountPath.value, '/');
    return prefix !== undefined && (path === prefix || path.startsWith(`${prefix}/`));
  });
  return covering.sort((a, b) => (b.mountPath?.value.length ?? 0) - (a.mountPath?.value.length ?? 0))[0];
}

const join = (folder: string, rest: string): string =>
  folder && rest ? `${withoutTrailing(folder, '/')}/${rest}` : folder || rest;

const keyOf = (path: string, items: readonly KeyToPath[]): string =>
  items.length === 0 ? path : (items.find((item) => item.path?.value === path)?.key?.value ?? '');

function linkByConfigMap(
  name: string,
  key: string,
  manifest: Manifest,
  file: SourceFile,
  index: WorkspaceIndex,
  via: Via,
): ConfigLink | undefined {
  const candidates = index.nearestConfigMaps(name, file.uri, manifest.namespace?.value);
  if (candidates.length === 0) return linkByKustomization(index.generatedConfigMaps.get(name), key, file, index, via);
  const found = candidates[0];
  const value = found?.manifest.configMap?.keys.get(key)?.value;
  if (candidates.length !== 1 || !found || !value) return undefined;
  return link('config-map', found.file, sourceAt(found.file, value), via);
}

function linkByKustomization(
  generated: GeneratedConfigMaps | undefined,
  key: string,
  file: SourceFile,
  index: WorkspaceIndex,
  via: Via,
): ConfigLink | undefined {
  const candidates = generated ? nearest(file.uri, possibleFor(file.uri, generated), (one) => one.file.uri) : [];
  const path = candidates.length === 1 ? candidates[0]?.files.find((entry) => entry.key === key)?.path : undefined;
  const uri = path === undefined || !candidates[0] ? undefined : resolveUri(candidates[0].file.uri, path);
  const target = uri === undefined ? undefined : index.files.get(uri);
  return link('kustomize', target, target?.kind === 'envoy' ? target.envoySources[0] : undefined, via);
}

/**
 * What a kustomization builds that names the manifest, else one that names a folder above it or nothing at all: one that lists other
 * manifests is another variant's.
 */
function possibleFor(uri: string, { byResource, others }: GeneratedConfigMaps): readonly GeneratedConfigMap[] {
  const naming = byResource.get(uri);
  if (naming) return naming;
  const above = foldersAbove(uri).flatMap((folder) => byResource.get(withoutTrailing(folder, '/')) ?? []);
  return [...new Set([...above, ...others.nearest(uri)])];
}

/** The longest path suffix of the host's file, else of the path in the container; then the nearest folder; only where exactly one fits. */
function linkByHostPath(
  hostFile: string,
  path: string,
  file: SourceFile,
  index: WorkspaceIndex,
  via: Via,
): ConfigLink | undefined {
  const files = index.configFiles.longest(hostFile) ?? index.configFiles.longest(path);
  const candidates = files?.nearest(file.uri) ?? [];
  return candidates.length === 1 ? link('host-path', candidates[0], candidates[0]?.envoySources[0], via) : undefined;
}

/** Where the path is not known: the one bootstrap that the container mounts from a ConfigMap. */
function linkOnlyMounted(
  container: Container,
  podSpec: PodSpec,
  manifest: Manifest,
  file: SourceFile,
  index: WorkspaceIndex,
): ConfigLink | undefined {
  const links = container.volumeMounts.flatMap((mount) => {
    const volume = podSpec.volumes.find((candidate) => mount.name && candidate.name?.value === mount.name.value);
    const name = volume?.configMap?.name?.value;
    if (!volume || name === undefined) return [];
    const keys = mount.subPath
      ? [mount.subPath.value]
      : index.nearestConfigMaps(name, file.uri).flatMap((c) => [...(c.manifest.configMap?.keys.keys() ?? [])]);
    return keys.flatMap((key) => linkByConfigMap(name, key, manifest, file, index, { volume, mount }) ?? []);
  });
  return links.length === 1 ? links[0] : undefined;
}

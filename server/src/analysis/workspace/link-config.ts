import { withoutTrailing } from '../text/trailing.ts';
import type { Container, KeyToPath, Manifest, PodSpec, Volume, VolumeMount } from '../kubernetes/manifest.ts';
import type { YamlScalar } from '../yaml/yaml-node.ts';
import { configPath, configYamlArgument } from './envoy-container.ts';
import type { ConfigDelivery, ConfigLink } from './envoy-workload.ts';
import type { EnvoySource } from './envoy-source.ts';
import type { SourceFile } from './source-file.ts';
import { commonSuffix, nearest, resolveUri, reversedSegments } from './uri-path.ts';
import type { ConfigFile, WorkspaceIndex } from './workspace-index.ts';

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
  const namespace = manifest.namespace?.value;
  const written = (index.configMaps.get(name) ?? []).filter(
    (candidate) => !namespace || !candidate.manifest.namespace || candidate.manifest.namespace.value === namespace,
  );
  const generated = index.generatedConfigMaps.get(name) ?? [];
  if (written.length === 0) return linkByKustomization(generated, key, file, index, via);
  const candidates = nearest(file.uri, written, (candidate) => candidate.file.uri);
  const found = candidates[0];
  const value = found?.manifest.configMap?.keys.get(key)?.value;
  if (candidates.length !== 1 || !found || !value) return undefined;
  return link('config-map', found.file, sourceAt(found.file, value), via);
}

function linkByKustomization(
  generated: WorkspaceIndex['generatedConfigMaps'] extends ReadonlyMap<string, infer T> ? T : never,
  key: string,
  file: SourceFile,
  index: WorkspaceIndex,
  via: Via,
): ConfigLink | undefined {
  const naming = generated.filter((candidate) => candidate.resources.has(file.uri));
  // One that lists other manifests is another variant's.
  const possible = naming.length > 0 ? naming : generated.filter((candidate) => mayHold(candidate.resources, file.uri));
  const candidates = nearest(file.uri, possible, (candidate) => candidate.file.uri);
  const path = candidates.length === 1 ? candidates[0]?.files.find((entry) => entry.key === key)?.path : undefined;
  const uri = path === undefined || !candidates[0] ? undefined : resolveUri(candidates[0].file.uri, path);
  const target = uri === undefined ? undefined : index.files.get(uri);
  return link('kustomize', target, target?.kind === 'envoy' ? target.envoySources[0] : undefined, via);
}

/** True where the resources name a folder above the file, or nothing at all. */
const mayHold = (resources: ReadonlySet<string>, uri: string): boolean =>
  resources.size === 0 || [...resources].some((resource) => uri.startsWith(`${withoutTrailing(resource, '/')}/`));

/** The longest path suffix of the host's file, else of the path in the container; then the nearest folder; only where exactly one fits. */
function linkByHostPath(
  hostFile: string,
  path: string,
  file: SourceFile,
  index: WorkspaceIndex,
  via: Via,
): ConfigLink | undefined {
  const best = longestSuffix(hostFile, index.configFiles);
  const candidates = nearest(
    file.uri,
    best.length > 0 ? best : longestSuffix(path, index.configFiles),
    (candidate) => candidate.uri,
  );
  return candidates.length === 1 ? link('host-path', candidates[0], candidates[0]?.envoySources[0], via) : undefined;
}

function longestSuffix(path: string, files: readonly ConfigFile[]): SourceFile[] {
  const wanted = reversedSegments(path);
  let longest = 1;
  let best: SourceFile[] = [];
  for (const { file, segments } of files) {
    const shared = commonSuffix(segments, wanted);
    if (shared > longest) best = [];
    if (shared >= longest) best.push(file);
    longest = Math.max(longest, shared);
  }
  return best;
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
      : nearest(file.uri, index.configMaps.get(name) ?? [], (c) => c.file.uri).flatMap((c) => [
          ...(c.manifest.configMap?.keys.keys() ?? []),
        ]);
    return keys.flatMap((key) => linkByConfigMap(name, key, manifest, file, index, { volume, mount }) ?? []);
  });
  return links.length === 1 ? links[0] : undefined;
}

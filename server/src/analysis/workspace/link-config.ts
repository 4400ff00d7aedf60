import type {
  Container,
  KeyToPath,
  Manifest,
  PodSpec,
  Volume,
  VolumeContent,
  VolumeMount,
} from '../kubernetes/manifest.ts';
import { withoutTrailing } from '../text/trailing.ts';
import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import type { ContentOf } from './content-lookup.ts';
import { configPath, inlineConfig } from './envoy-command.ts';
import type { EnvoySource } from './envoy-source.ts';
import { mayExist } from './existing-config-maps.ts';
import type { ConfigDelivery, ConfigLink } from './envoy-workload.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import type { SourceFile } from './source-file.ts';
import { distance, resolveUri } from './uri-path.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** Finds the config that the Envoy of a container reads. Undefined if it is not certain. */
export function linkConfig(
  container: Container,
  podSpec: PodSpec,
  placed: PlacedManifest,
  index: WorkspaceIndex,
  contentOf: ContentOf,
): ConfigLink | undefined {
  const { manifest, file } = placed;
  const commented = configDirective(manifest, file);
  if (commented !== undefined) return linkByComment(commented, file, index);
  const path = configPath(container);
  const inline = inlineConfig(container);
  if (inline && path === undefined) return linkInline(inline, placed, contentOf);
  const found =
    path === undefined
      ? linkOnlyMounted(container, podSpec, placed, contentOf)
      : linkByPath(path, container, podSpec, placed, index, contentOf);
  return found && inline && mayChangeListeners(inline, placed, contentOf) ? { ...found, overlaid: true } : found;
}

type InlineConfig = NonNullable<ReturnType<typeof inlineConfig>>;

function linkInline(inline: InlineConfig, placed: PlacedManifest, contentOf: ContentOf): ConfigLink | undefined {
  const { at } = inline;
  if (at) return link('config-yaml', placed.file, sourceAt(placed.file, at));
  const content = variableContent(inline, placed, contentOf);
  return content && link('config-yaml', content.file, content.source());
}

/** The key of a ConfigMap or Secret that a variable gets its value from. */
function variableContent({ variable }: InlineConfig, placed: PlacedManifest, contentOf: ContentOf) {
  const from = variable?.from;
  return from?.key && contentOf(from, placed)?.keys.get(from.key.value);
}

/** Envoy merges the argument into the file: listeners are added, and the admin interface is replaced. */
function mayChangeListeners(inline: InlineConfig, placed: PlacedManifest, contentOf: ContentOf): boolean {
  const text = inline.at?.text ?? variableContent(inline, placed, contentOf)?.text();
  return text === undefined || /listeners|admin|dynamic_?resources/i.test(text) || hasPlaceholder(text);
}

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

/** The comment inside the manifest's document. If the file has no other pod, it may be anywhere in the file. */
function configDirective(manifest: Manifest, file: SourceFile): string | undefined {
  const comments = file.directives.filter(({ name }) => name === 'config');
  if (comments.length === 0) return undefined;
  const { start, end } = manifest.documentRange;
  const own = comments.find(({ range }) => range.start >= start && range.end <= end);
  const isOnlyPod = file.manifests.every((other) => other === manifest || !other.podSpec);
  return (own ?? (isOnlyPod ? comments[0] : undefined))?.value;
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
  placed: PlacedManifest,
  index: WorkspaceIndex,
  contentOf: ContentOf,
): ConfigLink | undefined {
  const place = placeInVolume(path, container, podSpec);
  if (!place) return undefined;
  const { volume, inVolume } = place;
  const via = { volume, mount: place.mount, path };
  if (volume.hostPath?.path)
    return linkByHostPath(join(volume.hostPath.path.value, inVolume), path, placed.file, index, via);
  const found = volume.contents.flatMap((content) => {
    const key = keyOf(inVolume, content.items);
    return key === undefined ? [] : (linkByContent(content, key, placed, contentOf, via) ?? []);
  });
  // If two sources contain the same path, the last one is used.
  return found.at(-1) ?? linkByFileName(volume, inVolume, placed, index, via);
}

/**
 * The config from which `kubectl create configmap --from-file` makes a ConfigMap that no file defines: the only one of the workspace
 * with the name of the key, if it is in the folder of the pod or close to it.
 */
function linkByFileName(
  { contents }: Volume,
  key: string,
  { file }: PlacedManifest,
  index: WorkspaceIndex,
  via: Via,
): ConfigLink | undefined {
  const [content, ...others] = contents;
  if (content?.kind !== 'ConfigMap' || !content.name || others.length > 0 || content.items.length > 0) return undefined;
  const [only, ...more] = index.configFiles.named(key);
  const isMeant = only && more.length === 0 && distance(file.uri, only.uri) <= CLOSE;
  if (!isMeant || mayExist(content.name.value, index) || index.generatorFiles.has(only.uri)) return undefined;
  return link('file-of-config-map', only, only.envoySources[0], via);
}

/** Steps between folders: a folder beside another one, or two levels below. */
const CLOSE = 2;

/** The volume that contains a path of the container. */
export function placeInVolume(
  path: string,
  container: Container,
  podSpec: PodSpec,
): { readonly volume: Volume; readonly mount: VolumeMount; readonly inVolume: string } | undefined {
  const mount = mountCovering(path, container.volumeMounts);
  const volume =
    mount && podSpec.volumes.find((candidate) => candidate.name?.value === mount.name?.value && mount.name);
  if (!mount || !volume) return undefined;
  const rest = path.slice(withoutTrailing(mount.mountPath?.value ?? '', '/').length).replace(/^\/+/, '');
  return { volume, mount, inVolume: join(mount.subPath?.value ?? '', rest) };
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

/** The key that is put at a path of the volume. */
export const keyOf = (path: string, items: readonly KeyToPath[]): string | undefined =>
  items.length === 0 ? path : items.find((item) => item.path?.value === path)?.key?.value;

function linkByContent(
  reference: VolumeContent,
  key: string,
  placed: PlacedManifest,
  contentOf: ContentOf,
  via: Via,
): ConfigLink | undefined {
  const content = contentOf(reference, placed);
  const found = content?.keys.get(key);
  return content && found && link(content.delivery, found.file, found.source(), via);
}

/**
 * The config with the longest matching suffix of the path on the host, otherwise of the path in the container, then in
 * the nearest folder. Only if there is exactly one.
 */
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

/** Where the path is not known: the one bootstrap that the container mounts. */
function linkOnlyMounted(
  container: Container,
  podSpec: PodSpec,
  placed: PlacedManifest,
  contentOf: ContentOf,
): ConfigLink | undefined {
  const links = container.volumeMounts.flatMap((mount) => {
    const volume = podSpec.volumes.find((candidate) => mount.name && candidate.name?.value === mount.name.value);
    return (volume?.contents ?? []).flatMap((content) => {
      const keys = mount.subPath ? [mount.subPath.value] : [...(contentOf(content, placed)?.keys.keys() ?? [])];
      return keys.flatMap((key) => (volume && linkByContent(content, key, placed, contentOf, { volume, mount })) ?? []);
    });
  });
  const [only, ...others] = links.filter(({ source }) => source.form === 'bootstrap');
  return others.length === 0 ? only : undefined;
}

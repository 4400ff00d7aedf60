import type { Kustomization } from '../kubernetes/kustomization.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { attempt, type OnFailure } from '../text/attempt.ts';
import type { SourceFile } from './source-file.ts';
import { resolveUri, reversedSegments } from './uri-path.ts';
import { type XdsLink, xdsLinks } from './xds-links.ts';

/** What linking looks up, gathered once per snapshot. */
export interface WorkspaceIndex {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly configMaps: ReadonlyMap<string, readonly PlacedManifest[]>;
  readonly generatedConfigMaps: ReadonlyMap<string, readonly GeneratedConfigMap[]>;
  /** Files that are a bootstrap as a whole. */
  readonly configFiles: readonly ConfigFile[];
  readonly kustomizations: readonly PlacedKustomization[];
  readonly services: readonly PlacedManifest[];
  readonly pods: readonly PlacedManifest[];
  /** Files that a kustomization names as patches. */
  readonly patchFiles: ReadonlySet<string>;
  /** Files that a kustomization makes ConfigMaps of. */
  readonly generatorFiles: ReadonlySet<string>;
  readonly xdsLinks: readonly XdsLink[];
}

/** A bootstrap's file with its path cut up once, since every hostPath is compared with it. */
export interface ConfigFile {
  readonly file: SourceFile;
  readonly segments: readonly string[];
}

export interface PlacedManifest {
  readonly file: SourceFile;
  readonly manifest: Manifest;
}

export interface PlacedKustomization {
  readonly file: SourceFile;
  readonly kustomization: Kustomization;
}

/** A ConfigMap that a kustomization builds from files. */
export interface GeneratedConfigMap {
  readonly file: SourceFile;
  readonly files: readonly { readonly key: string; readonly path: string }[];
  /** The manifests that the kustomization names. */
  readonly resources: ReadonlySet<string>;
}

export function indexWorkspace(files: ReadonlyMap<string, SourceFile>, onFailure?: OnFailure): WorkspaceIndex {
  const all = [...files.values()];
  const each = <T>(read: (file: SourceFile) => readonly T[]): T[] =>
    all.flatMap((file) => attempt(onFailure, { uri: file.uri, what: 'indexing' }, [], () => read(file)));
  const manifests = all.flatMap((file) => file.manifests.map((manifest) => ({ file, manifest })));
  return {
    files,
    configMaps: grouped(manifests.flatMap(named)),
    generatedConfigMaps: grouped(each(generatedIn)),
    configFiles: all
      .filter((file) => file.kind === 'envoy' && file.envoySources.some(({ form }) => form === 'bootstrap'))
      .map((file) => ({ file, segments: reversedSegments(file.uri) })),
    kustomizations: all.flatMap((file) => (file.kustomization ? [{ file, kustomization: file.kustomization }] : [])),
    services: manifests.filter(({ manifest }) => manifest.service),
    pods: manifests.filter(({ manifest }) => manifest.podSpec),
    patchFiles: new Set(
      each((file) => (file.kustomization?.patches ?? []).flatMap((path) => resolveUri(file.uri, path) ?? [])),
    ),
    generatorFiles: new Set(
      each((file) =>
        (file.kustomization?.configMaps ?? []).flatMap(({ files: entries }) =>
          entries.flatMap(({ path }) => resolveUri(file.uri, path) ?? []),
        ),
      ),
    ),
    xdsLinks: xdsLinks(files, onFailure),
  };
}

function grouped<T>(entries: readonly (readonly [name: string, value: T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [name, value] of entries) {
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}

const named = (placed: PlacedManifest): (readonly [string, PlacedManifest])[] =>
  placed.manifest.configMap && placed.manifest.name ? [[placed.manifest.name.value, placed]] : [];

function generatedIn(file: SourceFile): (readonly [string, GeneratedConfigMap])[] {
  const { resources: paths, configMaps } = file.kustomization ?? { resources: [], configMaps: [] };
  const resources = new Set(paths.flatMap((path) => resolveUri(file.uri, path) ?? []));
  return configMaps.map(({ name, files }) => [name.value, { file, files, resources }]);
}

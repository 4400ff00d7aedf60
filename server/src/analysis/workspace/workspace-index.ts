import type { Kustomization } from '../kubernetes/kustomization.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
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

export function indexWorkspace(files: ReadonlyMap<string, SourceFile>): WorkspaceIndex {
  const all = [...files.values()];
  const manifests = all.flatMap((file) => file.manifests.map((manifest) => ({ file, manifest })));
  return {
    files,
    configMaps: byName(manifests.filter(({ manifest }) => manifest.configMap)),
    generatedConfigMaps: generated(all),
    configFiles: all
      .filter((file) => file.kind === 'envoy' && file.envoySources.some(({ form }) => form === 'bootstrap'))
      .map((file) => ({ file, segments: reversedSegments(file.uri) })),
    kustomizations: all.flatMap((file) => (file.kustomization ? [{ file, kustomization: file.kustomization }] : [])),
    services: manifests.filter(({ manifest }) => manifest.service),
    pods: manifests.filter(({ manifest }) => manifest.podSpec),
    patchFiles: new Set(
      all.flatMap((file) => (file.kustomization?.patches ?? []).flatMap((path) => resolveUri(file.uri, path) ?? [])),
    ),
    generatorFiles: new Set(
      all.flatMap((file) =>
        (file.kustomization?.configMaps ?? []).flatMap(({ files: entries }) =>
          entries.flatMap(({ path }) => resolveUri(file.uri, path) ?? []),
        ),
      ),
    ),
    xdsLinks: xdsLinks(files),
  };
}

function byName(manifests: readonly PlacedManifest[]): Map<string, PlacedManifest[]> {
  const named = new Map<string, PlacedManifest[]>();
  for (const placed of manifests) {
    const name = placed.manifest.name?.value;
    if (name !== undefined) named.set(name, [...(named.get(name) ?? []), placed]);
  }
  return named;
}

function generated(files: readonly SourceFile[]): Map<string, GeneratedConfigMap[]> {
  const named = new Map<string, GeneratedConfigMap[]>();
  for (const file of files) {
    const resources = new Set(
      (file.kustomization?.resources ?? []).flatMap((path) => resolveUri(file.uri, path) ?? []),
    );
    for (const { name, files: entries } of file.kustomization?.configMaps ?? []) {
      named.set(name.value, [...(named.get(name.value) ?? []), { file, files: entries, resources }]);
    }
  }
  return named;
}

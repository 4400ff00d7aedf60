import type { Labels, Manifest } from '../kubernetes/manifest.ts';
import { manifestLabels } from '../kubernetes/manifest-field.ts';
import { addTo, grouped } from '../text/grouped.ts';
import { attempt, type OnFailure } from '../text/attempt.ts';
import { lazy } from '../text/lazy.ts';
import { valueAt } from '../yaml/syntax/yaml-path.ts';
import { type GeneratedConfigMaps, generated, generatedIn } from './generated-config-maps.ts';
import { type KustomizeBuild, kustomizeBuilds } from './kustomize-builds.ts';
import { type NearestIndex, nearestIndex } from './nearest-index.ts';
import { type OverriddenImages, overriddenImages } from './overridden-images.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { type Selections, selections } from './selection.ts';
import type { SourceFile } from './source-file.ts';
import { type SuffixIndex, suffixIndex } from './suffix-index.ts';
import { folderOf, resolveUri } from './uri-path.ts';
import { type XdsLink, xdsLinks } from './xds-links.ts';

/** What linking looks up, collected once per snapshot. */
export interface WorkspaceIndex {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly configMaps: ReadonlyMap<string, readonly PlacedManifest[]>;
  /** The ConfigMaps with a name nearest to a file, if a pod in the namespace may mount them. */
  nearestConfigMaps(name: string, fromUri: string, namespace?: string): readonly PlacedManifest[];
  /** The same of Secrets. */
  nearestSecrets(name: string, fromUri: string, namespace?: string): readonly PlacedManifest[];
  readonly secrets: ReadonlyMap<string, readonly PlacedManifest[]>;
  /** The names of the ConfigMaps that the files of a folder define. */
  configMapsIn(folder: string): ReadonlySet<string>;
  /** Whether a template or an object of another kind may make a ConfigMap of that name. */
  mayBeMade(configMap: string): boolean;
  readonly generatedConfigMaps: ReadonlyMap<string, GeneratedConfigMaps>;
  readonly generatedSecrets: ReadonlyMap<string, GeneratedConfigMaps>;
  /** The kustomizations that build a file's manifests into something that is deployed. */
  buildsOf(uri: string): readonly KustomizeBuild[];
  /** Files that are a bootstrap as a whole. */
  readonly configFiles: SuffixIndex;
  readonly overriddenImages: OverriddenImages;
  readonly services: readonly PlacedManifest[];
  readonly pods: readonly PlacedManifest[];
  readonly selections: Selections;
  servicesNamed(name: string): readonly PlacedManifest[];
  /** NetworkPolicies and other objects that may allow traffic that these deny. */
  readonly policies: readonly PlacedManifest[];
  /** The NetworkPolicies that select a pod. */
  readonly policySelections: Selections;
  /** Whether another file of the folder holds a manifest of the same kind and name: only one of them is applied at a time. */
  hasAlternative(placed: PlacedManifest): boolean;
  /** The patches of kustomizations for manifests with that kind and name. */
  patchesOf(manifest: Manifest): readonly PlacedManifest[];
  /** Files that a kustomization lists as patches. */
  readonly patchFiles: ReadonlySet<string>;
  /** Files that a kustomization makes ConfigMaps of. */
  readonly generatorFiles: ReadonlySet<string>;
  readonly xdsLinks: readonly XdsLink[];
}

export function indexWorkspace(files: ReadonlyMap<string, SourceFile>, onFailure?: OnFailure): WorkspaceIndex {
  const all = [...files.values()];
  const each = <T>(read: (file: SourceFile) => readonly T[]): T[] =>
    all.flatMap((file) => attempt(onFailure, { uri: file.uri, what: 'indexing' }, [], () => read(file)));
  const manifests = all.flatMap((file) => file.manifests.map((manifest) => ({ file, manifest })));
  const configMaps = grouped(manifests.filter(({ manifest }) => manifest.configMap).flatMap(named));
  const secrets = grouped(manifests.filter(({ manifest }) => manifest.secret).flatMap(named));
  const services = manifests.filter(({ manifest }) => manifest.service);
  const pods = manifests.filter(({ manifest }) => manifest.podSpec);
  const policies = manifests.filter(({ manifest }) => manifest.kind.endsWith('NetworkPolicy'));
  const networkPolicies = policies.filter(({ manifest }) => manifest.kind === 'NetworkPolicy');
  const servicesByName = lazy(() => grouped(services.flatMap(named)));
  const patchFiles = new Set(
    each((file) => (file.kustomization?.patches ?? []).flatMap((path) => resolveUri(file.uri, path) ?? [])),
  );
  const bootstraps = all.filter(
    (file) => file.kind === 'envoy' && file.envoySources.some(({ form }) => form === 'bootstrap'),
  );
  const builds = lazy(() =>
    attempt<ReadonlyMap<string, readonly KustomizeBuild[]>>(
      onFailure,
      { uri: '', what: 'kustomizations' },
      new Map(),
      () => kustomizeBuilds(files),
    ),
  );
  const generatedConfigMaps = generated(each((file) => generatedIn(file, file.kustomization?.configMaps)));
  const byFolder = lazy(() => namesByFolder(configMaps, generatedConfigMaps));
  const others = lazy(() => new Set(manifests.filter(isOther).flatMap(({ manifest }) => manifest.name?.value ?? [])));
  const templates = lazy(() => all.filter(({ kind }) => kind === 'template'));
  return {
    files,
    configMaps,
    nearestConfigMaps: nearestByName(configMaps),
    configMapsIn: (folder) => byFolder().get(folder) ?? new Set(),
    mayBeMade: (name) => others().has(name) || templates().some(({ text }) => text.includes(name)),
    secrets,
    nearestSecrets: nearestByName(secrets),
    generatedConfigMaps,
    generatedSecrets: generated(each((file) => generatedIn(file, file.kustomization?.secrets))),
    buildsOf: (uri) => builds().get(uri) ?? [],
    configFiles: suffixIndex(bootstraps),
    overriddenImages: overriddenImages(all),
    services,
    pods,
    selections: selections(services, pods),
    servicesNamed: (name) => servicesByName().get(name) ?? [],
    policies,
    policySelections: selections(networkPolicies, pods, selectedByPolicy),
    hasAlternative: alternatives(pods.filter(({ file }) => !patchFiles.has(file.uri))),
    patchFiles,
    patchesOf: patchesOf(files, patchFiles),
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

/** Undefined for expressions, which are not compared. */
function selectedByPolicy({ root }: Manifest): Labels | undefined {
  const selector = valueAt(valueAt(root, 'spec'), 'podSelector');
  return valueAt(selector, 'matchExpressions') ? undefined : manifestLabels(valueAt(selector, 'matchLabels'));
}

const named = (placed: PlacedManifest): (readonly [string, PlacedManifest])[] =>
  placed.manifest.name ? [[placed.manifest.name.value, placed]] : [];

const isOther = ({ manifest: { configMap, secret, service, podSpec } }: PlacedManifest): boolean =>
  !configMap && !secret && !service && !podSpec;

function namesByFolder(
  written: WorkspaceIndex['configMaps'],
  made: WorkspaceIndex['generatedConfigMaps'],
): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  const add = (name: string) => (one: { readonly file: SourceFile }) => {
    const folder = folderOf(one.file.uri);
    names.set(folder, (names.get(folder) ?? new Set()).add(name));
  };
  for (const [name, placed] of written) placed.forEach(add(name));
  for (const [name, { all }] of made) all.forEach(add(name));
  return names;
}

/**
 * A pod without a namespace may be in any namespace. A pod with a namespace matches objects in it and objects without
 * one.
 */
function nearestByName(known: WorkspaceIndex['configMaps']): WorkspaceIndex['nearestConfigMaps'] {
  const indexes = new Map<string, NearestIndex<PlacedManifest>>();
  return (name, fromUri, namespace) => {
    const key = `${name}\0${namespace ?? ''}`;
    const index = indexes.get(key) ?? nearestIndex(thoseFor(known, name, namespace), ({ file }) => file.uri);
    indexes.set(key, index);
    return index.nearest(fromUri);
  };
}

const thoseFor = (known: WorkspaceIndex['configMaps'], name: string, namespace: string | undefined) =>
  (known.get(name) ?? []).filter(
    ({ manifest }) => !namespace || !manifest.namespace || manifest.namespace.value === namespace,
  );

function alternatives(pods: readonly PlacedManifest[]): WorkspaceIndex['hasAlternative'] {
  const keyOf = ({ file, manifest }: PlacedManifest): string =>
    [folderOf(file.uri), manifest.kind, manifest.name?.value, manifest.namespace?.value].join('\0');
  const groups = lazy(() => grouped(pods.map((pod) => [keyOf(pod), pod.file.uri] as const)));
  return (placed) =>
    placed.manifest.name !== undefined && (groups().get(keyOf(placed)) ?? []).some((uri) => uri !== placed.file.uri);
}

function patchesOf(
  files: ReadonlyMap<string, SourceFile>,
  patchFiles: ReadonlySet<string>,
): WorkspaceIndex['patchesOf'] {
  const keyOf = ({ kind, name }: Manifest): string => `${kind}\0${name?.value ?? ''}`;
  const patches = lazy(() => {
    const known = new Map<string, PlacedManifest[]>();
    for (const uri of patchFiles) {
      const file = files.get(uri);
      for (const manifest of file?.manifests ?? []) if (file) addTo(known, keyOf(manifest), { file, manifest });
    }
    return known;
  });
  return (manifest) => patches().get(keyOf(manifest)) ?? [];
}

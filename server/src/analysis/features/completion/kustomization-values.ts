import { message, type Words } from '../../rules/message.ts';
import type { KustomizationPlace } from '../../kubernetes/kustomization-fields.ts';
import { textAt } from '../../kubernetes/manifest-position.ts';
import { envoyReleases, readRelease } from '../../schema/envoy-releases.ts';
import { imageName, imageTag, isOfficialEnvoyImage } from '../../workspace/envoy-container.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { folderOf, pathBelow, relativePath } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { asScalar, followPath, itemsOf, type YamlStep } from '../../yaml/syntax/yaml-path.ts';
import type { Offer } from './completion-item.ts';
import { reference } from './manifest/content-names.ts';
import { containersOf } from './manifest/object-names.ts';

/** A value in a kustomization that is being written. */
export interface KustomizationValue {
  readonly workspace: Workspace;
  readonly file: SourceFile;
  readonly place: KustomizationPlace;
  /** The way from the root to the value. */
  readonly steps: readonly YamlStep[];
}

/** The values for a place: files, names and images of the workspace, then those that kustomize lists. */
export function kustomizationValues(at: KustomizationValue): readonly Offer[] {
  const { type, values, field = '' } = at.place;
  const own = (Object.hasOwn(sources, field) ? sources[field] : undefined)?.(at) ?? [];
  const listed = values ?? (type === 'bool' ? ['true', 'false'] : []);
  const offers = [...own, ...listed.map((label): Offer => ({ label, kind: 'enum-value', detail: '' }))];
  const labels = new Set(writtenBeside(at));
  return offers.filter(({ label }) => !labels.has(label) && labels.add(label));
}

/** The items of the list that is being written: none is needed twice. */
function writtenBeside({ file, steps, place: { type } }: KustomizationValue): readonly string[] {
  const own = steps.at(-1)?.index;
  if (own === undefined && !type.startsWith('[]')) return [];
  const path = (own === undefined ? steps : steps.slice(0, -1)).map(
    ({ entry, index }) => entry?.key.text ?? index ?? 0,
  );
  const { node, rest } = followPath(file.yaml.documents[0]?.root, path);
  return rest.length > 0 ? [] : itemsOf(node).flatMap((item, i) => (i === own ? [] : (asScalar(item)?.text ?? [])));
}

type Source = (at: KustomizationValue) => readonly Offer[];

/** Other files of its folder and below, but not those below a kustomization of their own. */
const filesBelow =
  (isWanted: (file: SourceFile) => boolean): Source =>
  ({ workspace, file }) => {
    const folder = folderOf(file.uri);
    const folders = kustomizations(workspace).map(({ uri }) => folderOf(uri));
    const inner = folders.filter((one) => one.length > folder.length && one.startsWith(folder));
    return [...workspace.files.values()]
      .filter((one) => one.uri.startsWith(folder) && !inner.some((other) => one.uri.startsWith(other)))
      .filter((one) => one.kind !== 'kustomization' && one.kind !== 'project' && isWanted(one))
      .map(({ uri, manifests }) => reference(pathBelow(folder, uri).join('/'), kindsIn(manifests)))
      .sort((a, b) => (a.label < b.label ? -1 : 1));
  };

const kindsIn = (manifests: SourceFile['manifests']): Words =>
  manifests.length === 0 ? message('file') : [...new Set(manifests.map(({ kind }) => kind))].slice(0, 3).join(', ');

const kustomizations = ({ files }: Workspace): readonly SourceFile[] =>
  [...files.values()].filter(({ kind }) => kind === 'kustomization');

/** The folders of other kustomizations. */
const folders =
  (isComponent: boolean): Source =>
  ({ workspace, file }) =>
    kustomizations(workspace)
      .filter(({ uri, kustomization }) => uri !== file.uri && (kustomization?.isComponent ?? false) === isComponent)
      .map(({ uri }) => reference(relativePath(file.uri, folderOf(uri)), isComponent ? 'Component' : 'Kustomization'))
      .sort((a, b) => (a.label < b.label ? -1 : 1));

const manifests: Source = (at) => filesBelow(({ kind }) => kind === 'kubernetes' || kind === 'template')(at);

/** Manifests that are not among the resources. */
const patches: Source = (at) => {
  const resources = new Set(at.file.kustomization?.resources);
  return manifests(at).filter(({ label }) => !resources.has(label));
};

/** Configs first, whose texts belong in a ConfigMap. */
const texts: Source = (at) => [
  ...filesBelow(({ kind }) => kind === 'envoy')(at),
  ...filesBelow(({ kind }) => kind === 'other')(at),
];

/** The pods and other objects of the files that it builds. Of an unfinished kustomization, those of its folder and below. */
function objects({ workspace, file }: KustomizationValue): readonly PlacedManifest[] {
  const folder = folderOf(file.uri);
  const isBuilt = ({ uri }: SourceFile) => workspace.index.buildsOf(uri).some(({ root }) => root.uri === file.uri);
  return [...workspace.files.values()]
    .filter((one) => one.uri.startsWith(folder) || isBuilt(one))
    .flatMap((one) => one.manifests.map((manifest) => ({ file: one, manifest })));
}

const namesOf =
  (...kinds: readonly string[]): Source =>
  (at) =>
    objects(at).flatMap(({ manifest: { kind, name } }) =>
      name && kinds.includes(kind) ? [reference(name.value, kind)] : [],
    );

/** The ConfigMaps or Secrets that pods refer to. Those that a base generates are for `behavior: merge`. */
const contentNames =
  (wanted: 'ConfigMap' | 'Secret'): Source =>
  (at) =>
    objects(at).flatMap(({ manifest: { podSpec } }) => {
      const contents = podSpec?.volumes.flatMap((volume) => volume.contents) ?? [];
      const variables = podSpec ? containersOf({ podSpec }).flatMap(({ envFrom }) => envFrom) : [];
      return [...contents, ...variables].flatMap(({ kind, name }) =>
        name && kind === wanted ? [reference(name.value, message('{0} of a pod', wanted))] : [],
      );
    });

const usedImages = (at: KustomizationValue): readonly string[] =>
  objects(at).flatMap(({ manifest }) => containersOf(manifest).flatMap(({ image }) => (image ? [image.value] : [])));

const imageNames: Source = (at) =>
  usedImages(at).map((image) => reference(imageName(image), message('image of a pod')));

/** The tags that are in use, and the releases of Envoy. */
const imageTags: Source = (at) => {
  const map = at.steps.at(-1)?.node;
  const name = textAt(map, 'newName') ?? textAt(map, 'name') ?? '';
  const used = usedImages(at).filter((image) => imageName(image) === name);
  return [
    ...used.flatMap((image) => imageTag(image) ?? []).map((tag) => reference(tag, message('tag in a manifest'))),
    ...(isOfficialEnvoyImage(name) ? envoyReleases() : []).map((minor) =>
      reference(`v${readRelease(minor)}`, `Envoy ${minor}`),
    ),
  ];
};

const namespaces: Source = (at) =>
  objects(at).flatMap(({ manifest: { kind, name, namespace } }) => {
    const found = kind === 'Namespace' ? name : namespace;
    return found ? [reference(found.value, 'namespace')] : [];
  });

const targetKinds: Source = (at) => objects(at).map(({ manifest: { kind } }) => reference(kind, 'kind'));

const targetNames: Source = (at) => {
  const wanted = textAt(at.steps.at(-1)?.node, 'kind');
  return objects(at).flatMap(({ manifest: { kind, name } }) =>
    name && (wanted === undefined || wanted === kind) ? [reference(name.value, kind)] : [],
  );
};

/** What files and names of the workspace belong in a field, by `Type.field`. */
const sources: Readonly<Record<string, Source>> = {
  'Kustomization.resources': (at) => [...manifests(at), ...folders(false)(at)],
  'Kustomization.bases': folders(false),
  'Kustomization.components': folders(true),
  'Kustomization.patchesStrategicMerge': patches,
  'Kustomization.namespace': namespaces,
  'Patch.path': patches,
  'ConfigMapArgs.files': texts,
  'SecretArgs.files': texts,
  'ConfigMapArgs.name': contentNames('ConfigMap'),
  'SecretArgs.name': contentNames('Secret'),
  'ConfigMapArgs.namespace': namespaces,
  'SecretArgs.namespace': namespaces,
  'Image.name': imageNames,
  'Image.newName': imageNames,
  'Image.newTag': imageTags,
  'Replica.name': namesOf('Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'),
  'Selector.kind': targetKinds,
  'Selector.name': targetNames,
  'Selector.namespace': namespaces,
  'ReplacementSource.kind': targetKinds,
  'ReplacementSource.name': targetNames,
};

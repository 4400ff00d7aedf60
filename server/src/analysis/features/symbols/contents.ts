import type { ContentReference, Manifest, PodSpec } from '../../kubernetes/manifest.ts';
import { mapsIn, stringAt } from '../../kubernetes/manifest-field.ts';
import { subdomainName } from '../../rules/findings/name-formats.ts';
import { contentsNamed } from '../../workspace/content-lookup.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Located, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { closure, type Mention, type Spot, type SymbolKind } from './named-symbol.ts';
import { kindsOfTarget, targetsNaming, targetsNamingGenerated } from './kustomized-names.ts';
import { withPatches } from './patched-manifests.ts';
import { containersOf } from './port-names.ts';

/** A reference from a pod, or from an Ingress, to a ConfigMap or Secret. */
export interface PlacedReference {
  readonly pod: PlacedManifest;
  /** The file of the pod, or of its patch with the reference. */
  readonly file: SourceFile;
  readonly reference: ContentReference;
}

/** A ConfigMap or Secret in a manifest or made by a generator. */
export interface NamedContent {
  readonly file: SourceFile;
  readonly name: Located<string>;
  /** Undefined for a generator. */
  readonly placed?: PlacedManifest;
}

/** What one name means: the ConfigMaps or Secrets with it, in all variants, and the references to them. */
export interface ContentGroup {
  readonly contents: readonly NamedContent[];
  readonly references: readonly PlacedReference[];
}

/** The names of ConfigMaps and Secrets, in volumes, variables and generators. */
export const contentNames: readonly SymbolKind[] = (['ConfigMap', 'Secret'] as const).map((kind) => ({
  format: subdomainName,
  find(workspace, spot) {
    const { file, placed, scalar } = spot;
    const { text: name } = scalar;
    const range = meantByTarget(workspace, spot, kind)?.at.range ?? scalar.range;
    const own = placed ? referencesIn(placed.manifest) : [];
    const names = [...own.filter((reference) => reference.kind === kind), ...contentsIn(file, kind)].map(
      (named) => named.name,
    );
    if (range === scalar.range && !names.some((one) => one?.at.range === range)) return undefined;
    const { contents, references } = groupAround(workspace, kind, name, (one) => one.at.range === range);
    return {
      name,
      mentions: [
        ...contents.map((content) => ({ file: content.file, at: content.name.at, defines: true })),
        ...contents.flatMap((content) => namesElsewhere(workspace, kind, content)),
        ...references.flatMap((one) => mentionOf(one.file, one.reference.name)),
      ],
    };
  },
}));

/** The name of the ConfigMap or Secret that a kustomization means in a patch or a replacement. */
function meantByTarget(workspace: Workspace, spot: Spot, kind: ContentReference['kind']): Located<string> | undefined {
  if (!kindsOfTarget(spot).includes(kind)) return undefined;
  const contents = [...workspace.files.values()].flatMap((file) => contentsIn(file, kind));
  return contents.find((content) =>
    targetsOfContent(workspace, kind, content).some(({ at }) => at.range === spot.scalar.range),
  )?.name;
}

const mentionOf = (file: SourceFile, name: Located<string> | undefined): Mention[] =>
  name ? [{ file, at: name.at, defines: false }] : [];

/** In patches, and in kustomizations that change or read it. */
const namesElsewhere = (workspace: Workspace, kind: ContentReference['kind'], content: NamedContent): Mention[] => [
  ...(content.placed ? withPatches(workspace, content.placed).slice(1) : []).flatMap(({ file, manifest }) =>
    mentionOf(file, manifest.name),
  ),
  ...targetsOfContent(workspace, kind, content),
];

const targetsOfContent = (
  workspace: Workspace,
  kind: ContentReference['kind'],
  { placed, file, name }: NamedContent,
): readonly Mention[] =>
  placed ? targetsNaming(workspace, placed) : targetsNamingGenerated(workspace, file, kind, name);

/**
 * The group to which a name at a place belongs.
 * @param isHere whether a name is at that place
 */
export function groupAround(
  workspace: Workspace,
  kind: ContentReference['kind'],
  name: string,
  isHere: (name: Located<string>) => boolean,
): ContentGroup {
  const references = allReferences(workspace).filter(
    ({ reference }) => reference.kind === kind && reference.name?.value === name,
  );
  const targets = new Map(references.map((one) => [one, targetsOf(workspace, one)]));
  const contents = [...workspace.files.values()]
    .flatMap((file) => contentsIn(file, kind))
    .filter((content) => content.name.value === name);
  const byNode = new Map(contents.map((content) => [content.name.at, content]));
  const targetsIn = (reference: PlacedReference): readonly NamedContent[] =>
    (targets.get(reference) ?? []).flatMap(({ at }) => byNode.get(at) ?? []);
  const isIt = (named: Located<string> | undefined): boolean => named !== undefined && isHere(named);
  const first: readonly (NamedContent | PlacedReference)[] = [
    ...contents.filter((content) => isIt(content.name)),
    ...references.filter(({ reference }) => isIt(reference.name)),
  ];
  const reached = closure(first, (one) =>
    'reference' in one ? targetsIn(one) : references.filter((reference) => targetsIn(reference).includes(one)),
  );
  return {
    contents: reached.flatMap((one) => ('reference' in one ? [] : [one])),
    references: reached.flatMap((one) => ('reference' in one ? [one] : [])),
  };
}

/** The names of what a reference may mean, in its folder or in the kustomizations that build the pod. */
function targetsOf({ index }: Workspace, { pod, reference }: PlacedReference): readonly Located<string>[] {
  const { written, generated } = contentsNamed(index, reference, pod);
  const isSecret = reference.kind === 'Secret';
  const wanted = reference.name?.value ?? '';
  const builds = index.buildsOf(pod.file.uri);
  const inBuilds = ((isSecret ? index.secrets : index.configMaps).get(wanted) ?? []).filter(({ file }) =>
    builds.some(({ files }) => files.has(file.uri)),
  );
  const makers = builds.flatMap((build) => (isSecret ? build.secrets : build.generators));
  return [
    ...[...written, ...inBuilds].flatMap(({ manifest }) => manifest.name ?? []),
    ...[...generated, ...makers].flatMap((maker) => (maker.name.value === wanted ? [maker.name] : [])),
  ];
}

const allReferences = (workspace: Workspace): readonly PlacedReference[] =>
  [...workspace.index.pods, ...ingresses(workspace)]
    .filter(({ file }) => !workspace.index.patchFiles.has(file.uri))
    .flatMap((pod) =>
      withPatches(workspace, pod).flatMap(({ file, manifest }) =>
        referencesIn(manifest).map((reference) => ({ pod, file, reference })),
      ),
    );

const ingresses = ({ files }: Workspace): readonly PlacedManifest[] =>
  [...files.values()].flatMap((file) =>
    file.manifests.flatMap((manifest) => (manifest.kind === 'Ingress' ? [{ file, manifest }] : [])),
  );

const referencesIn = ({ kind, root, podSpec }: Manifest): readonly ContentReference[] => [
  ...(podSpec ? referencesOf(podSpec) : []),
  ...(kind === 'Ingress' ? secretsNamed(valueAt(valueAt(root, 'spec'), 'tls'), 'secretName') : []),
];

const referencesOf = (podSpec: PodSpec): readonly ContentReference[] => [
  ...podSpec.volumes.flatMap(({ contents }) => contents),
  ...containersOf(podSpec).flatMap(({ env, envFrom }) => [...env.flatMap(({ from }) => from ?? []), ...envFrom]),
  ...secretsNamed(valueAt(podSpec.node, 'imagePullSecrets'), 'name'),
];

const secretsNamed = (list: YamlNode | undefined, field: string): readonly ContentReference[] =>
  mapsIn(list).flatMap((item) => {
    const name = stringAt(item, field);
    return name ? [{ kind: 'Secret', name, optional: true }] : [];
  });

/** The ConfigMaps or Secrets that a file defines. */
function contentsIn(file: SourceFile, kind: ContentReference['kind']): readonly NamedContent[] {
  const written = file.manifests.flatMap((manifest) =>
    manifest.name && (kind === 'Secret' ? manifest.secret : manifest.configMap)
      ? [{ file, name: manifest.name, placed: { file, manifest } }]
      : [],
  );
  const generators = kind === 'Secret' ? file.kustomization?.secrets : file.kustomization?.configMaps;
  return [...written, ...(generators ?? []).map(({ name }) => ({ file, name }))];
}

import type { KustomizePatch } from '../kubernetes/kustomization.ts';
import { addTo } from '../text/grouped.ts';
import { withoutTrailing } from '../text/trailing.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import type { SourceFile } from './source-file.ts';
import { folderOf, resolveUri } from './uri-path.ts';
import type { GeneratedConfigMap } from './generated-config-maps.ts';

/** The result of `kustomize build` in a folder. */
export interface KustomizeBuild {
  readonly root: SourceFile;
  /** The files of manifests among its resources, those of its bases and components included. */
  readonly files: ReadonlySet<string>;
  /** In the order of their application. */
  readonly patches: readonly PlacedPatch[];
  readonly generators: readonly GeneratedConfigMap[];
  readonly secrets: readonly GeneratedConfigMap[];
  /** The kustomizations that change manifests, the innermost first. Labels may be written into selectors, too. */
  readonly changing: readonly SourceFile[];
  /** The kustomizations that name objects other than in patches. */
  readonly selecting: readonly Selecting[];
  /** False if something else may change manifests, or if a patch cannot be read. */
  readonly certain: boolean;
}

export interface PlacedPatch {
  /** The file of its nodes. */
  readonly file: SourceFile;
  readonly target: KustomizePatch['target'];
  /** The kustomization that names it. */
  readonly namedBy: SourceFile;
  readonly documents: readonly YamlNode[];
  /** The files that it may change: those of its kustomization and its bases. */
  readonly scope: ReadonlySet<string>;
}

/** A kustomization, and the files with the objects that it may name: its own and those of its bases. */
export interface Selecting {
  readonly file: SourceFile;
  readonly scope: ReadonlySet<string>;
}

/** The labels that a build writes into manifests, undefined for one whose name cannot be read. */
export const labelsSetBy = ({ changing }: KustomizeBuild): readonly (string | undefined)[] =>
  changing.flatMap(({ kustomization }) => kustomization?.labels ?? []);

/** Whether two files belong to one deployment: they are in one folder, or built together. */
export const belongTogether = (
  uri: string,
  other: string,
  { buildsOf }: { readonly buildsOf: (uri: string) => readonly KustomizeBuild[] },
): boolean => folderOf(uri) === folderOf(other) || buildsOf(uri).some(({ files }) => files.has(other));

/** Names in configs are not changed with the names of manifests. */
export const renames = ({ changing }: KustomizeBuild): boolean =>
  changing.some(({ kustomization }) =>
    kustomization?.transforms.some(({ text }) => /^name(Prefix|Suffix)$/.test(text)),
  );

/** Whether a patch may change the manifests of a file. */
export const isPatchedIn = ({ patches }: KustomizeBuild, uri: string): boolean =>
  patches.some(({ scope }) => scope.has(uri));

type Files = ReadonlyMap<string, SourceFile>;

/** The builds by the files with their manifests. */
export function kustomizeBuilds(files: Files): ReadonlyMap<string, readonly KustomizeBuild[]> {
  const kustomizations = [...files.values()].filter(({ kustomization }) => kustomization);
  const used = new Set(kustomizations.flatMap((file) => basesOf(file, files).map(({ uri }) => uri)));
  const builds = new Map<string, KustomizeBuild[]>();
  for (const root of kustomizations) {
    if (used.has(root.uri) || root.kustomization?.isComponent) continue;
    const build = { root, ...gather(root, files, new Set(), []) };
    for (const uri of build.files) addTo(builds, uri, build);
  }
  return builds;
}

const namesOf = ({ kustomization }: SourceFile): readonly string[] => [
  ...(kustomization?.resources ?? []),
  ...(kustomization?.components ?? []),
];

const basesOf = (file: SourceFile, files: Files): SourceFile[] =>
  namesOf(file).flatMap((path) => kustomizationAt(resolveUri(file.uri, path), files) ?? []);

/** The kustomization in a folder. */
export function kustomizationAt(uri: string | undefined, files: Files): SourceFile | undefined {
  if (uri === undefined || files.has(uri)) return undefined;
  const folder = withoutTrailing(uri, '/');
  const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
  return names.map((name) => files.get(`${folder}/${name}`)).find(Boolean);
}

type Gathered = Omit<KustomizeBuild, 'root'>;

/** @param above the files that a component may change as well */
function gather(file: SourceFile, all: Files, seen: ReadonlySet<string>, above: Iterable<string>): Gathered {
  const { kustomization } = file;
  if (!kustomization || seen.has(file.uri))
    return { files: new Set(), patches: [], generators: [], secrets: [], changing: [], selecting: [], certain: true };
  const inside = new Set([...seen, file.uri]);
  const files = new Set<string>();
  const parts: Gathered[] = [];
  for (const path of namesOf(file)) {
    const uri = resolveUri(file.uri, path);
    if (uri !== undefined && all.has(uri)) files.add(uri);
    const base = kustomizationAt(uri, all);
    const part = base && gather(base, all, inside, base.kustomization?.isComponent ? files : []);
    for (const one of part?.files ?? []) files.add(one);
    if (part) parts.push(part);
  }
  const scope = new Set([...above, ...files]);
  const resources = new Set(kustomization.resources.flatMap((path) => resolveUri(file.uri, path) ?? []));
  const own = kustomization.changes.map((patch) => placedPatch(patch, file, all, scope));
  return {
    files,
    patches: [...parts.flatMap(({ patches }) => patches), ...own.flatMap((patch) => patch ?? [])],
    generators: [
      ...parts.flatMap(({ generators }) => generators),
      ...kustomization.configMaps.map((generator) => ({ ...generator, file, resources })),
    ],
    secrets: [
      ...parts.flatMap(({ secrets }) => secrets),
      ...kustomization.secrets.map((generator) => ({ ...generator, file, resources })),
    ],
    changing: [...parts.flatMap(({ changing }) => changing), ...(kustomization.transforms.length > 0 ? [file] : [])],
    selecting: [
      ...parts.flatMap(({ selecting }) => selecting),
      ...(kustomization.selected.length > 0 ? [{ file, scope }] : []),
    ],
    certain:
      !kustomization.opaque &&
      file.yaml.errors.length === 0 &&
      own.every(Boolean) &&
      parts.every(({ certain }) => certain),
  };
}

function placedPatch(
  { path, inline, target }: KustomizePatch,
  kustomization: SourceFile,
  all: Files,
  scope: ReadonlySet<string>,
): PlacedPatch | undefined {
  const file = inline ? kustomization : all.get(resolveUri(kustomization.uri, path ?? '') ?? '');
  const yaml = inline ? kustomization.inlinePatches.get(inline) : file?.yaml;
  if (!file || !yaml || yaml.errors.length > 0 || file.kind === 'template') return undefined;
  return { file, target, namedBy: kustomization, documents: yaml.documents.flatMap(({ root }) => root ?? []), scope };
}

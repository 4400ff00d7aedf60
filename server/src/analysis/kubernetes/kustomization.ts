import { isWellFormed } from '../text/well-formed.ts';
import type { Located, YamlMap, YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { itemsOf, valueAt } from '../yaml/syntax/yaml-path.ts';
import { manifestString, mapsIn, member, scalarsIn, stringAt } from './manifest-field.ts';

/** A kustomization's part in bringing configs and in patching manifests; paths are relative to its folder. */
export interface Kustomization {
  readonly configMaps: readonly ConfigMapGenerator[];
  /** Files that change manifests written elsewhere: what they lack lives in the base. */
  readonly patches: readonly string[];
  readonly resources: readonly string[];
  readonly components: readonly string[];
  /** The keys of what changes manifests, such as `namespace` or `patches`. */
  readonly changes: readonly YamlScalar[];
  /** Paths that no file can have. */
  readonly impossiblePaths: readonly string[];
  /** Images that it puts in the place of others. */
  readonly images: readonly ImageOverride[];
}

/** `name` is an image without tag and digest, as manifests write it. */
export interface ImageOverride {
  readonly name: string;
  readonly newName?: Located<string>;
  readonly newTag?: Located<string>;
  readonly digest?: Located<string>;
}

export interface ConfigMapGenerator {
  readonly name: Located<string>;
  readonly files: readonly { readonly key: string; readonly path: string }[];
  readonly literals: readonly KustomizeLiteral[];
  /** Files of variables, a line each. */
  readonly envs: readonly string[];
  /** What happens where a base makes one of the same name. */
  readonly behavior: 'create' | 'merge' | 'replace';
}

/** `key=text` as one scalar. */
export interface KustomizeLiteral {
  readonly key: string;
  readonly text: string;
  readonly at: YamlScalar;
}

/** Recognised by its file name, since `kind` is optional. */
export const isKustomizationPath = (uri: string): boolean => /\/kustomization\.ya?ml$|\/Kustomization$/i.test(uri);

/** Fields that change the manifests of `resources` (kustomize's documentation of kustomization.yaml). */
const changing = new Set([
  'commonAnnotations',
  'commonLabels',
  'components',
  'images',
  'labels',
  'namePrefix',
  'nameSuffix',
  'namespace',
  'patches',
  'patchesJson6902',
  'patchesStrategicMerge',
  'replacements',
  'replicas',
  'transformers',
  'vars',
]);

/** Reads a kustomization.yaml (kustomize's documentation names the fields). */
export function lowerKustomization(root: YamlMap): Kustomization {
  const generators = mapsIn(valueAt(root, 'configMapGenerator'));
  const configMaps = generators.flatMap((generator): ConfigMapGenerator[] => {
    const name = stringAt(generator, 'name');
    if (!name) return [];
    const behavior = stringAt(generator, 'behavior')?.value;
    const made: ConfigMapGenerator = {
      name,
      files: strings(valueAt(generator, 'files')).map(keyAndPath),
      literals: scalarsIn(valueAt(generator, 'literals')).flatMap(literal),
      envs: [...strings(valueAt(generator, 'envs')), ...strings(valueAt(generator, 'env'))],
      behavior: behavior === 'merge' || behavior === 'replace' ? behavior : 'create',
    };
    return [made];
  });
  const patches = [
    ...strings(valueAt(root, 'patchesStrategicMerge')),
    ...[...mapsIn(valueAt(root, 'patches')), ...mapsIn(valueAt(root, 'patchesJson6902'))].flatMap(
      (patch) => stringAt(patch, 'path')?.value ?? [],
    ),
  ];
  const resources = [...strings(valueAt(root, 'resources')), ...strings(valueAt(root, 'bases'))];
  const generated = configMaps.flatMap(({ files }) => files.map(({ path }) => path));
  return {
    configMaps,
    patches,
    resources,
    components: strings(valueAt(root, 'components')),
    changes: root.entries.flatMap(({ key, value }) => (changing.has(key.text) && value ? key : [])),
    impossiblePaths: [...resources, ...patches, ...generated].filter((path) => !isWellFormed(path)),
    images: mapsIn(valueAt(root, 'images')).flatMap((image) => {
      const name = stringAt(image, 'name')?.value;
      if (name === undefined) return [];
      return {
        name,
        ...member('newName', stringAt(image, 'newName')),
        ...member('newTag', stringAt(image, 'newTag')),
        ...member('digest', stringAt(image, 'digest')),
      };
    }),
  };
}

/** Quotes around the value belong to the shell that kustomize has in mind. */
function literal(at: YamlScalar): KustomizeLiteral[] {
  const equals = at.text.indexOf('=');
  if (equals < 1) return [];
  return [{ key: at.text.slice(0, equals), text: at.text.slice(equals + 1), at }];
}

const strings = (node: YamlNode | undefined): string[] =>
  itemsOf(node).flatMap((item) => manifestString(item)?.value ?? []);

function keyAndPath(file: string): { key: string; path: string } {
  const equals = file.indexOf('=');
  const path = equals < 0 ? file : file.slice(equals + 1);
  return { key: equals < 0 ? (path.split('/').at(-1) ?? path) : file.slice(0, equals), path };
}

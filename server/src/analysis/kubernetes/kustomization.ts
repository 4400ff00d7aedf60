import { isWellFormed } from '../text/well-formed.ts';
import type { Located, YamlMap, YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { asMap, itemsOf, valueAt } from '../yaml/syntax/yaml-path.ts';
import { type SelectedObject, selectedObjects } from './kustomization-selections.ts';
import { manifestString, mapsIn, member, scalarsIn, stringAt } from './manifest-field.ts';

/** A kustomization's part in bringing configs and in patching manifests; paths are relative to its folder. */
export interface Kustomization {
  readonly configMaps: readonly ConfigMapGenerator[];
  readonly secrets: readonly ConfigMapGenerator[];
  /** Files that change manifests written elsewhere: what they lack lives in the base. */
  readonly patches: readonly string[];
  /** All patches in the order of their application. */
  readonly changes: readonly KustomizePatch[];
  readonly resources: readonly string[];
  readonly components: readonly string[];
  /** The keys of what changes manifests, such as `namespace` or `patches`. */
  readonly transforms: readonly YamlScalar[];
  /** The labels that it writes, undefined for one whose name cannot be read. */
  readonly labels: readonly (string | undefined)[];
  /** True for a part that others use. */
  readonly isComponent: boolean;
  /** True where something else than patches and generators may change manifests. */
  readonly opaque: boolean;
  /** Paths that no file can have. */
  readonly impossiblePaths: readonly string[];
  /** Images that it puts in the place of others. */
  readonly images: readonly ImageOverride[];
  /** The objects that it names to change them or to read them, other than in patches. */
  readonly selected: readonly SelectedObject[];
}

/** `name` is an image without tag and digest, as manifests write it. */
export interface ImageOverride {
  readonly name: string;
  readonly newName?: Located<string>;
  readonly newTag?: Located<string>;
  readonly digest?: Located<string>;
}

/** A patch in a file or in place. */
export interface KustomizePatch {
  readonly path?: string;
  readonly inline?: YamlScalar;
  /** Where absent, the patch names what it changes. */
  readonly target?: PatchTarget;
}

/** What is written is compared as a whole, as a regular expression. */
export interface PatchTarget {
  readonly kind?: string;
  readonly name?: Located<string>;
  readonly namespace?: string;
  /** True where labels or annotations choose as well. */
  readonly selects: boolean;
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
  const [configMaps = [], secrets = []] = ['configMapGenerator', 'secretGenerator'].map((key) =>
    mapsIn(valueAt(root, key)).flatMap(lowerGenerator),
  );
  const patches = [
    ...strings(valueAt(root, 'patchesStrategicMerge')),
    ...[...mapsIn(valueAt(root, 'patches')), ...mapsIn(valueAt(root, 'patchesJson6902'))].flatMap(
      (patch) => stringAt(patch, 'path')?.value ?? [],
    ),
  ];
  const resources = [...strings(valueAt(root, 'resources')), ...strings(valueAt(root, 'bases'))];
  const generated = [...configMaps, ...secrets].flatMap(({ files }) => files.map(({ path }) => path));
  return {
    configMaps,
    secrets,
    patches,
    changes: [
      ...scalarsIn(valueAt(root, 'patchesStrategicMerge')).map((at) =>
        at.text.includes('\n') ? { inline: at } : { path: at.text },
      ),
      ...[...mapsIn(valueAt(root, 'patches')), ...mapsIn(valueAt(root, 'patchesJson6902'))].map(lowerPatch),
    ],
    resources,
    components: strings(valueAt(root, 'components')),
    transforms: root.entries.flatMap(({ key, value }) => (changing.has(key.text) && value ? key : [])),
    labels: [valueAt(root, 'commonLabels'), ...itemsOf(valueAt(root, 'labels')).map((item) => valueAt(item, 'pairs'))]
      .filter((pairs) => pairs !== undefined)
      .flatMap((pairs) => (pairs.kind === 'map' ? pairs.entries.map(({ key }) => key.text) : [undefined])),
    isComponent: stringAt(root, 'kind')?.value === 'Component',
    opaque: ['transformers', 'replacements', 'vars', 'generators', 'helmCharts', 'helmChartInflationGenerator'].some(
      (name) => valueAt(root, name) !== undefined,
    ),
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
    selected: selectedObjects(root),
  };
}

function lowerGenerator(node: YamlMap): ConfigMapGenerator[] {
  const name = stringAt(node, 'name');
  if (!name) return [];
  const behavior = stringAt(node, 'behavior')?.value;
  const env = stringAt(node, 'env');
  const made: ConfigMapGenerator = {
    name,
    files: strings(valueAt(node, 'files')).map(keyAndPath),
    literals: scalarsIn(valueAt(node, 'literals')).flatMap(literal),
    envs: [...strings(valueAt(node, 'envs')), ...(env ? [env.value] : [])],
    behavior: behavior === 'merge' || behavior === 'replace' ? behavior : 'create',
  };
  return [made];
}

function lowerPatch(node: YamlMap): KustomizePatch {
  const target = asMap(valueAt(node, 'target'));
  const inline = valueAt(node, 'patch');
  return {
    ...member('path', stringAt(node, 'path')?.value),
    ...member('inline', inline?.kind === 'scalar' ? inline : undefined),
    ...member('target', target && lowerTarget(target)),
  };
}

const lowerTarget = (node: YamlMap): PatchTarget => ({
  ...member('kind', stringAt(node, 'kind')?.value),
  ...member('name', stringAt(node, 'name')),
  ...member('namespace', stringAt(node, 'namespace')?.value),
  selects: ['labelSelector', 'annotationSelector'].some((name) => valueAt(node, name) !== undefined),
});

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

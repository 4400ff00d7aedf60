import type { YamlPath } from '../yaml/syntax/yaml-path.ts';

/** A field of a kustomization. */
export interface KustomizationField {
  /** `string`, `bool`, `int`, `path` or the name of a type; with `[]` in front a list of it, and `map` for any keys. */
  readonly type: string;
  readonly values?: readonly string[];
  /** Kustomize reads it, but has another field for it. */
  readonly deprecated?: true;
}

type Fields = Readonly<Record<string, KustomizationField>>;

const of = (type: string, ...values: readonly string[]): KustomizationField => ({
  type,
  ...(values.length > 0 && { values }),
});
const old = (type: string): KustomizationField => ({ type, deprecated: true });

const generator: Fields = {
  name: of('string'),
  files: of('[]path'),
  literals: of('[]string'),
  envs: of('[]path'),
  behavior: of('string', 'create', 'merge', 'replace'),
  namespace: of('string'),
  options: of('GeneratorOptions'),
  env: old('path'),
};

/**
 * The types of a kustomization.yaml, their fields in the order in which they are offered. All fields that kustomize 5.8 reads are here
 * (kustomize: `api/types`, and `kustomize build` for each type with and without another field).
 */
export const kustomizationTypes = {
  Kustomization: {
    apiVersion: of('string', 'kustomize.config.k8s.io/v1beta1', 'kustomize.config.k8s.io/v1alpha1'),
    kind: of('string', 'Kustomization', 'Component'),
    resources: of('[]path'),
    configMapGenerator: of('[]ConfigMapArgs'),
    secretGenerator: of('[]SecretArgs'),
    patches: of('[]Patch'),
    images: of('[]Image'),
    namespace: of('string'),
    labels: of('[]Label'),
    components: of('[]path'),
    namePrefix: of('string'),
    nameSuffix: of('string'),
    replicas: of('[]Replica'),
    commonAnnotations: of('map'),
    generatorOptions: of('GeneratorOptions'),
    replacements: of('[]Replacement'),
    transformers: of('[]path'),
    generators: of('[]path'),
    validators: of('[]path'),
    configurations: of('[]path'),
    crds: of('[]path'),
    helmCharts: of('[]HelmChart'),
    helmGlobals: of('HelmGlobals'),
    openapi: of('map'),
    buildMetadata: of('[]string', 'managedByLabel', 'originAnnotations', 'transformerAnnotations'),
    sortOptions: of('SortOptions'),
    metadata: of('Metadata'),
    commonLabels: old('map'),
    patchesStrategicMerge: old('[]path'),
    patchesJson6902: old('[]Patch'),
    bases: old('[]path'),
    vars: old('[]Var'),
    imageTags: old('[]Image'),
    helmChartInflationGenerator: old('[]HelmChartArgs'),
  },
  ConfigMapArgs: generator,
  SecretArgs: {
    ...generator,
    type: of('string', 'Opaque', 'kubernetes.io/tls', 'kubernetes.io/dockerconfigjson', 'kubernetes.io/basic-auth'),
  },
  GeneratorOptions: {
    disableNameSuffixHash: of('bool'),
    labels: of('map'),
    annotations: of('map'),
    immutable: of('bool'),
  },
  Patch: { path: of('path'), patch: of('text'), target: of('Selector'), options: of('PatchOptions') },
  PatchOptions: { allowNameChange: of('bool'), allowKindChange: of('bool') },
  Selector: {
    kind: of('string'),
    name: of('string'),
    namespace: of('string'),
    labelSelector: of('string'),
    annotationSelector: of('string'),
    group: of('string'),
    version: of('string'),
  },
  Image: {
    name: of('string'),
    newTag: of('string'),
    newName: of('string'),
    digest: of('string'),
    tagSuffix: of('string'),
  },
  Label: {
    pairs: of('map'),
    includeSelectors: of('bool'),
    includeTemplates: of('bool'),
    fields: of('[]FieldSpec'),
  },
  FieldSpec: {
    path: of('string'),
    kind: of('string'),
    group: of('string'),
    version: of('string'),
    create: of('bool'),
  },
  Replica: { name: of('string'), count: of('int') },
  Replacement: {
    source: of('ReplacementSource'),
    targets: of('[]ReplacementTarget'),
    path: of('path'),
    sourceValue: of('string'),
  },
  ReplacementSource: {
    kind: of('string'),
    name: of('string'),
    fieldPath: of('string'),
    namespace: of('string'),
    group: of('string'),
    version: of('string'),
    options: of('FieldOptions'),
  },
  ReplacementTarget: {
    select: of('Selector'),
    fieldPaths: of('[]string'),
    reject: of('[]Selector'),
    options: of('FieldOptions'),
  },
  FieldOptions: { delimiter: of('string'), index: of('int'), encoding: of('string'), create: of('bool') },
  HelmChart: {
    name: of('string'),
    repo: of('string'),
    version: of('string'),
    releaseName: of('string'),
    namespace: of('string'),
    valuesFile: of('path'),
    valuesInline: of('map'),
    valuesMerge: of('string', 'merge', 'override', 'replace'),
    includeCRDs: of('bool'),
    additionalValuesFiles: of('[]path'),
    skipHooks: of('bool'),
    skipTests: of('bool'),
    kubeVersion: of('string'),
    apiVersions: of('[]string'),
    nameTemplate: of('string'),
    debug: of('bool'),
    devel: of('bool'),
  },
  HelmChartArgs: {
    chartName: of('string'),
    chartVersion: of('string'),
    chartRepoUrl: of('string'),
    chartHome: of('path'),
    chartRepoName: of('string'),
    helmBin: of('string'),
    helmHome: of('path'),
    values: of('path'),
    valuesLocal: of('map'),
    valuesMerge: of('string', 'merge', 'override', 'replace'),
    releaseName: of('string'),
    releaseNamespace: of('string'),
    extraArgs: of('[]string'),
  },
  HelmGlobals: { chartHome: of('path'), configHome: of('path') },
  SortOptions: { order: of('string', 'legacy', 'fifo'), legacySortOptions: of('LegacySortOptions') },
  LegacySortOptions: { orderFirst: of('[]string'), orderLast: of('[]string') },
  Var: { name: of('string'), objref: of('VarTarget'), fieldref: of('FieldSelector') },
  VarTarget: {
    apiVersion: of('string'),
    kind: of('string'),
    name: of('string'),
    namespace: of('string'),
    group: of('string'),
    version: of('string'),
  },
  FieldSelector: { fieldPath: of('string') },
  Metadata: { name: of('string'), namespace: of('string'), labels: of('map'), annotations: of('map') },
} as const satisfies Readonly<Record<string, Fields>>;

/** What belongs at a place of a kustomization. */
export interface KustomizationPlace {
  /** The type expression, as in `KustomizationField.type`. */
  readonly type: string;
  /** The field that the place is the value of, or an item of, as `Type.field`. */
  readonly field?: string;
  readonly values?: readonly string[];
}

/** The fields of a type. Undefined for anything else. */
export const kustomizationFields = (type: string): Fields | undefined =>
  Object.hasOwn(kustomizationTypes, type) ? kustomizationTypes[type as keyof typeof kustomizationTypes] : undefined;

/** What belongs at the end of a path from the root. Undefined if kustomize knows nothing there. */
export function kustomizationPlace(path: YamlPath): KustomizationPlace | undefined {
  let place: KustomizationPlace = { type: 'Kustomization' };
  for (const step of path) {
    if (typeof step === 'number') {
      if (!place.type.startsWith('[]')) return undefined;
      place = { ...place, type: place.type.slice(2) };
      continue;
    }
    const fields = kustomizationFields(place.type);
    const field = fields && Object.hasOwn(fields, step) ? fields[step] : undefined;
    if (!field) return undefined;
    const { type, values } = field;
    place = { type, field: `${place.type}.${step}`, ...(values && { values }) };
  }
  return place;
}

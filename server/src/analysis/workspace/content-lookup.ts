import type { ContentReference, Manifest } from '../kubernetes/manifest.ts';
import { manifestLabels, manifestTrue } from '../kubernetes/manifest-field.ts';
import { decodeBase64 } from '../text/base64.ts';
import { withoutTrailing } from '../text/trailing.ts';
import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { valueAt } from '../yaml/syntax/yaml-path.ts';
import { builtManifest } from './built-manifest.ts';
import type { EnvoySource } from './envoy-source.ts';
import type { KustomizeBuild } from './kustomize-builds.ts';
import { foldersAbove } from './nearest-index.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import type { SourceFile } from './source-file.ts';
import { nearest, resolveUri } from './uri-path.ts';
import type { GeneratedConfigMap, GeneratedConfigMaps } from './generated-config-maps.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** The content of a ConfigMap or Secret. */
export interface Content {
  readonly delivery: 'config-map' | 'kustomize' | 'secret';
  readonly keys: ReadonlyMap<string, KeyContent>;
  /** False if there may be other keys than those that can be read. */
  readonly complete: boolean;
  /** Pods do not see it change: it is immutable, or each change gets a new name. */
  readonly fixed: boolean;
  /** Its sources. Equal objects mean equal texts. */
  readonly from: readonly object[];
}

export interface KeyContent {
  readonly file: SourceFile;
  /** Where the key is written. Undefined if it is a file of its own. */
  readonly at?: YamlScalar;
  /** Undefined if it cannot be read. */
  readonly text: () => string | undefined;
  /** The config that it is. */
  readonly source: () => EnvoySource | undefined;
}

/** The content that a name in a pod of the manifest refers to. Undefined if it is not in the workspace or ambiguous. */
export type ContentOf = (
  reference: Pick<ContentReference, 'kind' | 'name'>,
  from: PlacedManifest,
) => Content | undefined;

export const contentIn =
  (index: WorkspaceIndex): ContentOf =>
  (reference, from) => {
    const { written, generated } = contentsNamed(index, reference, from);
    return written.length > 0
      ? only(written, writtenContent)
      : only(generated, (one) => generatedContent(one, index.files));
  };

/** The nearest ConfigMaps or Secrets with a name, or if there are none, the generators that make them. */
export function contentsNamed(
  index: WorkspaceIndex,
  { kind, name }: Pick<ContentReference, 'kind' | 'name'>,
  { manifest, file }: PlacedManifest,
): { readonly written: readonly PlacedManifest[]; readonly generated: readonly GeneratedConfigMap[] } {
  if (!name) return { written: [], generated: [] };
  const isSecret = kind === 'Secret';
  const namespace = manifest.namespace?.value;
  const written = (isSecret ? index.nearestSecrets : index.nearestConfigMaps)(name.value, file.uri, namespace);
  if (written.length > 0) return { written, generated: [] };
  const makers = (isSecret ? index.generatedSecrets : index.generatedConfigMaps).get(name.value);
  const generated = makers ? nearest(file.uri, possibleFor(file.uri, makers), (one) => one.file.uri) : [];
  return { written, generated };
}

function only<T>(candidates: readonly T[], read: (one: T) => Content): Content | undefined {
  const [first] = candidates;
  return first !== undefined && candidates.length === 1 ? read(first) : undefined;
}

function writtenContent({ file, manifest }: PlacedManifest): Content {
  const { secret, configMap } = manifest;
  const content = secret ?? configMap;
  const encoded = [...(content?.encoded ?? [])].map(([key, { key: at, value }]): [string, KeyContent] => [
    key,
    {
      file,
      at,
      text: () => (value ? decodeBase64(value.text) : undefined),
      source: () => file.sealedSources.find(({ scalar }) => scalar && scalar === value),
    },
  ]);
  return {
    delivery: secret ? 'secret' : 'config-map',
    keys: new Map([...encoded, ...scalarKeys(file, content?.keys)]),
    complete: isComplete({ file, manifest }),
    fixed: manifestTrue(valueAt(manifest.root, 'immutable')),
    from: [manifest],
  };
}

/** What is broken, or filled in by a template or a controller, may hold further keys. */
const isComplete = ({ file, manifest }: PlacedManifest): boolean =>
  file.yaml.errors.length === 0 &&
  !isInjected(manifest) &&
  ['data', 'stringData', 'binaryData']
    .map((name) => valueAt(manifest.root, name))
    .every(
      (data) =>
        !data ||
        (data.kind === 'map' && data.entries.every(({ key }) => key.text !== '<<' && !hasPlaceholder(key.text))),
    );

/** A label or annotation has a controller add a key, such as the certificates of a cluster. */
const isInjected = ({ root }: Manifest): boolean =>
  ['annotations', 'labels'].some((name) =>
    [...manifestLabels(valueAt(valueAt(root, 'metadata'), name)).keys()].some((key) => /inject/i.test(key)),
  );

const scalarKeys = (
  file: SourceFile,
  keys: NonNullable<Manifest['configMap']>['keys'] = new Map(),
): ReadonlyMap<string, KeyContent> =>
  new Map(
    [...keys].map(([key, { key: at, value }]): [string, KeyContent] => {
      const owner = (value && file.ownerOf?.(value)) ?? file;
      const source = () => owner.envoySources.find(({ scalar }) => scalar && scalar === value);
      return [key, { file: owner, at, text: () => value?.text ?? '', source }];
    }),
  );

/** What a generator of a kustomization makes of its files, literals and files of variables. */
export function generatedContent({ file, ...generator }: GeneratedConfigMap, files: WorkspaceIndex['files']): Content {
  const whole = generator.files.flatMap(({ key, path }): [string, KeyContent][] => {
    const target = files.get(resolveUri(file.uri, path) ?? '');
    const source = () => (target?.kind === 'envoy' ? target.envoySources[0] : undefined);
    return [[key, { file: target ?? file, text: () => target?.text, source }]];
  });
  const literals = generator.literals.map(({ key, text, at }): [string, KeyContent] => [
    key,
    { file, at, text: () => text, source: () => file.envoySources.find(({ scalar }) => scalar === at) },
  ]);
  const complete = generator.envs.length === 0;
  const from = [file, ...whole.map(([, key]) => key.file)];
  return { delivery: 'kustomize', keys: new Map([...whole, ...literals]), complete, fixed: true, from };
}

/** The same for a pod that a kustomization builds: patched, merged or replaced. */
export function contentInBuild(build: KustomizeBuild, index: WorkspaceIndex): ContentOf {
  const outside = contentIn(index);
  return (reference, from) => {
    const name = reference.name?.value ?? '';
    const isSecret = reference.kind === 'Secret';
    const written = ((isSecret ? index.secrets : index.configMaps).get(name) ?? []).filter(({ file }) =>
      build.files.has(file.uri),
    );
    const makers = (isSecret ? build.secrets : build.generators).filter((one) => one.name.value === name);
    const [first] = written;
    if (written.length > 1 || (!first && makers.length === 0)) return outside(reference, from);
    const built = first && builtManifest(first, build);
    if (first && !built) return undefined;
    return makers.reduce<Content | undefined>(
      (content, maker) => merged(content, generatedContent(maker, index.files), maker.behavior),
      built && writtenContent(built),
    );
  };
}

const merged = (before: Content | undefined, made: Content, behavior: GeneratedConfigMap['behavior']): Content =>
  before && behavior === 'merge'
    ? {
        delivery: 'kustomize',
        keys: new Map([...before.keys, ...made.keys]),
        complete: before.complete && made.complete,
        fixed: true,
        from: [...before.from, ...made.from],
      }
    : made;

/**
 * The content that a kustomization with the manifest generates, otherwise one with a folder above the manifest or
 * without resources. A kustomization that lists other manifests is another variant.
 */
function possibleFor(uri: string, { byResource, others }: GeneratedConfigMaps): readonly GeneratedConfigMap[] {
  const naming = byResource.get(uri);
  if (naming) return naming;
  const above = foldersAbove(uri).flatMap((folder) => byResource.get(withoutTrailing(folder, '/')) ?? []);
  return [...new Set([...above, ...others.nearest(uri)])];
}

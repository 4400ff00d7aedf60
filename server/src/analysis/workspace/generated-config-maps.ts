import type { ConfigMapGenerator } from '../kubernetes/kustomization.ts';
import { addTo, grouped } from '../text/grouped.ts';
import { type NearestIndex, nearestIndex } from './nearest-index.ts';
import type { SourceFile } from './source-file.ts';
import { resolveUri } from './uri-path.ts';

/** A ConfigMap that a kustomization builds. */
export interface GeneratedConfigMap extends ConfigMapGenerator {
  readonly file: SourceFile;
  /** The manifests of the kustomization. */
  readonly resources: ReadonlySet<string>;
}

/** The ConfigMaps with one name that kustomizations generate. */
export interface GeneratedConfigMaps {
  readonly all: readonly GeneratedConfigMap[];
  /** By the files and folders in their kustomizations, without a slash at the end. */
  readonly byResource: ReadonlyMap<string, readonly GeneratedConfigMap[]>;
  /** Those whose kustomizations do not list resources. */
  readonly others: NearestIndex<GeneratedConfigMap>;
}

/** The results of a kustomization's generators, by name. */
export function generatedIn(
  file: SourceFile,
  generators: readonly ConfigMapGenerator[] = [],
): (readonly [string, GeneratedConfigMap])[] {
  const resources = new Set((file.kustomization?.resources ?? []).flatMap((path) => resolveUri(file.uri, path) ?? []));
  return generators.map((generator) => [generator.name.value, { ...generator, file, resources }]);
}

export const generated = (
  all: readonly (readonly [string, GeneratedConfigMap])[],
): ReadonlyMap<string, GeneratedConfigMaps> =>
  new Map([...grouped(all)].map(([name, found]) => [name, generatedIndex(found)]));

function generatedIndex(all: readonly GeneratedConfigMap[]): GeneratedConfigMaps {
  const byResource = new Map<string, GeneratedConfigMap[]>();
  for (const one of all) for (const resource of one.resources) addTo(byResource, resource.replace(/\/$/, ''), one);
  const others = all.filter(({ resources }) => resources.size === 0);
  return { all, byResource, others: nearestIndex(others, ({ file }) => file.uri) };
}

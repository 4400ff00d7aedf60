import type { ConfigMapGenerator } from '../kubernetes/kustomization.ts';
import { addTo, grouped } from '../text/grouped.ts';
import { type NearestIndex, nearestIndex } from './nearest-index.ts';
import type { SourceFile } from './source-file.ts';
import { resolveUri } from './uri-path.ts';

/** A ConfigMap that a kustomization builds. */
export interface GeneratedConfigMap extends ConfigMapGenerator {
  readonly file: SourceFile;
  /** The manifests that the kustomization names. */
  readonly resources: ReadonlySet<string>;
}

/** The ConfigMaps of one name that kustomizations build. */
export interface GeneratedConfigMaps {
  readonly all: readonly GeneratedConfigMap[];
  /** By the files and folders that their kustomizations name, without a slash at the end. */
  readonly byResource: ReadonlyMap<string, readonly GeneratedConfigMap[]>;
  /** Those whose kustomizations name nothing. */
  readonly others: NearestIndex<GeneratedConfigMap>;
}

/** What a kustomization's generators make, by name. */
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

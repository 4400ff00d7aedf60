import { mapsIn, scalarsIn } from '../kubernetes/manifest-field.ts';
import { type Place, placeIn } from '../rules/rule.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import type { TextRange } from '../text/text-range.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { KeyContent } from '../workspace/content-lookup.ts';
import { kustomizationAt } from '../workspace/kustomize-builds.ts';
import { placeInVolume } from '../workspace/link-config.ts';
import { filesOf } from '../workspace/mounted-files.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { resolveUri } from '../workspace/uri-path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { nestedText } from '../yaml/syntax/nested-text.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { placeOf, valueAt } from '../yaml/syntax/yaml-path.ts';

/** A path in a text, and the place in the workspace to which it leads. */
export interface FileLink {
  readonly range: TextRange;
  readonly target: Place;
}

/** The paths in a file that lead to another one: of files of xDS, of Envoy's config, of mounted files, and in kustomizations. */
export function fileLinks(workspace: Workspace, file: SourceFile): readonly FileLink[] {
  const workloads = workloadsOf(workspace, file.uri);
  const links = [
    ...workspace.index.xdsLinks.flatMap(({ source, subscription, target, resources }) =>
      source.uri === file.uri ? [{ range: placeOf(subscription.path.at), target: startOf(target, resources) }] : [],
    ),
    ...workloads.flatMap((workload) => (workload.file.uri === file.uri ? pathsToConfig(workload) : [])),
    ...workloads.flatMap((workload) => (workload.config?.file.uri === file.uri ? mountedFiles(workload) : [])),
    ...kustomized(workspace, file),
  ];
  return links.filter(({ range }, i) => links.findIndex((other) => other.range.start === range.start) === i);
}

const startOf = ({ uri }: SourceFile, source: EnvoySource | undefined): Place => {
  const root = source?.config.root;
  return { uri, range: root ? (root.entries[0]?.key.range ?? root.range) : { start: 0, end: 0 } };
};

/** The config in a key, otherwise the key. */
function startOfKey({ file, at, source }: KeyContent): Place {
  const config = source();
  return !config && at ? placeIn(file, at) : startOf(file, config);
}

/** The hostPath, the mount path and the argument that name the config. */
function pathsToConfig({ file, config, envoyContainer }: EnvoyWorkload): readonly FileLink[] {
  if (!config?.mount) return [];
  const { volume, mount, path = '' } = config;
  const target = startOf(config.file, config.source);
  const written = [volume?.hostPath?.path, mount.mountPath, mount.subPath];
  const { command, args, env } = envoyContainer;
  const texts = [...command, ...args, ...env.flatMap(({ value }) => value ?? [])];
  return [
    ...written.flatMap((located) => (located ? [{ range: placeIn(file, located.at).range, target }] : [])),
    ...texts.flatMap((at) => partOf(file, at, path).map((range) => ({ range, target }))),
  ];
}

/** Where a path is written in an argument. */
function partOf(file: SourceFile, at: YamlScalar, path: string): readonly TextRange[] {
  const start = path === '' ? -1 : at.text.lastIndexOf(path);
  if (start < 0) return [];
  const { place } = nestedText(at, file.text);
  return [{ start: place(start), end: place(start + path.length) }];
}

/** The files that a config names, such as certificates, where a ConfigMap or Secret of the workspace brings them. */
function mountedFiles({ config, envoyContainer, podSpec, mounts }: EnvoyWorkload): readonly FileLink[] {
  return (config?.source.filesRead() ?? []).flatMap(({ value, at }) => {
    const place = placeInVolume(value, envoyContainer, podSpec);
    const mounted = place && mounts.find(({ mount }) => mount === place.mount);
    const found = mounted && filesOf(mounted).find(({ inVolume }) => inVolume === place.inVolume);
    return found ? [{ range: placeOf(at), target: startOfKey(found.content) }] : [];
  });
}

/** The files and folders that a kustomization names. */
function kustomized({ files }: Workspace, file: SourceFile): readonly FileLink[] {
  const root = file.kustomization && file.yaml.documents[0]?.root;
  if (!root) return [];
  const lists = ['resources', 'bases', 'components', 'patchesStrategicMerge'].map((key) => valueAt(root, key));
  const patches = ['patches', 'patchesJson6902'].flatMap((key) => mapsIn(valueAt(root, key)));
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap((key) => mapsIn(valueAt(root, key)));
  const paths = [
    ...lists.flatMap(scalarsIn),
    ...patches.flatMap((patch) => valueAt(patch, 'path') ?? []),
    ...generators.flatMap((generator) => ['files', 'envs'].flatMap((key) => scalarsIn(valueAt(generator, key)))),
  ];
  return paths.flatMap((at) => {
    if (at.kind !== 'scalar' || at.text.includes('\n')) return [];
    // A generator writes `key=path` for a file under another name.
    const path = at.text.slice(at.text.indexOf('=') + 1);
    const uri = resolveUri(file.uri, path);
    const target = uri === undefined ? undefined : (files.get(uri) ?? kustomizationAt(uri, files));
    return target ? partOf(file, at, path).map((range) => ({ range, target: startOf(target, undefined) })) : [];
  });
}

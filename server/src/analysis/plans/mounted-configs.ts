import { withoutTrailing } from '../text/trailing.ts';
import { configWithVolume } from './config-volume.ts';
import type { ManifestObject, ObjectPlan } from './planned-object.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import type { ConfigLink, EnvoyWorkload } from '../workspace/envoy-workload.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { nearest, resolveUri } from '../workspace/uri-path.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A ConfigMap or Secret in a file. */
interface WrittenConfig {
  readonly file: SourceFile;
  readonly manifest: Manifest;
}

/**
 * The ConfigMaps and Secrets of a pod that are in the workspace, or that can be generated from a linked config (named
 * by a kustomization or a comment). All others are assumed to be in the cluster.
 */
export function mountedConfigs(
  workspace: Workspace,
  workload: EnvoyWorkload,
  object: ManifestObject,
): (WrittenConfig | ObjectPlan)[] {
  const named = [...new Map(configNames(object).map((name) => [`${name.kind}/${name.name}`, name])).values()];
  return named.flatMap(({ kind, name }): (WrittenConfig | ObjectPlan)[] => {
    const written = candidates(workspace, workload, kind, name);
    const found = nearest(workload.file.uri, written, ({ file }) => file.uri)[0];
    if (found) return [found];
    return kind === 'ConfigMap' ? generatedConfig(workspace, workload, name) : [];
  });
}

function candidates(
  workspace: Workspace,
  { manifest: pod }: EnvoyWorkload,
  kind: string,
  name: string,
): WrittenConfig[] {
  return [...workspace.files.values()].flatMap((file) =>
    file.manifests
      .filter(
        (manifest) =>
          manifest.kind === kind &&
          manifest.name?.value === name &&
          (!pod.namespace || !manifest.namespace || pod.namespace.value === manifest.namespace.value),
      )
      .map((manifest) => ({ file, manifest })),
  );
}

/** Generated from the files of a kustomization, or from the config in a comment. */
function generatedConfig(workspace: Workspace, workload: EnvoyWorkload, name: string): ObjectPlan[] {
  const { manifest } = workload;
  const config = configWithVolume(workload);
  if (!config || config.volume?.configMap?.name?.value !== name) return [];
  const namespace = manifest.namespace?.value;
  const object: ManifestObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    data: kustomizedFiles(workspace, config, name) ?? { [keyOf(config)]: config.source.text },
  };
  const origin = { uri: config.file.uri, range: config.source.config.root.range };
  return [{ role: 'config', manifest: object, origin, generated: true }];
}

/** The texts of all files of the generator with the config, if they are in the workspace, by key. */
function kustomizedFiles(
  { index, files }: Workspace,
  { file }: ConfigLink,
  name: string,
): Record<string, string> | undefined {
  for (const generator of index.generatedConfigMaps.get(name)?.all ?? []) {
    const placed = generator.files.map(({ key, path }) => ({ key, uri: resolveUri(generator.file.uri, path) ?? '' }));
    if (placed.some(({ uri }) => uri === file.uri))
      return Object.fromEntries(
        placed.flatMap(({ key, uri }) => {
          const text = files.get(uri)?.text;
          return text === undefined ? [] : [[key, text]];
        }),
      );
  }
  return undefined;
}

/** The key that the volume puts where Envoy reads its config. */
function keyOf({ mount, volume, path = '' }: ConfigLink): string {
  const mountPath = withoutTrailing(mount?.mountPath?.value ?? '', '/');
  const inVolume = mount?.subPath?.value ?? path.slice(mountPath.length).replace(/^\/+/, '');
  const item = volume?.configMap?.items.find((candidate) => candidate.path?.value === inVolume);
  return item?.key?.value ?? (inVolume || 'envoy.yaml');
}

/** All references of a pod to ConfigMaps or Secrets: volumes, projected sources, `envFrom`, `valueFrom`. */
function configNames(value: unknown): { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string }[] {
  if (Array.isArray(value)) return value.flatMap(configNames);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [...referenceOf(key, member), ...configNames(member)]);
}

function referenceOf(key: string, member: unknown): { kind: 'ConfigMap' | 'Secret'; name: string }[] {
  const kind = /^configMap(Ref|KeyRef)?$/.test(key)
    ? 'ConfigMap'
    : /^secret(Ref|KeyRef)?$/.test(key)
      ? 'Secret'
      : undefined;
  if (!kind || typeof member !== 'object' || member === null) return [];
  const { name, secretName } = member as { readonly name?: unknown; readonly secretName?: unknown };
  const found = typeof secretName === 'string' ? secretName : name;
  return typeof found === 'string' ? [{ kind, name: found }] : [];
}

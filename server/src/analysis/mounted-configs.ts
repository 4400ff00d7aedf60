import type { ManifestObject, ObjectPlan } from './deploy-plan.ts';
import type { Manifest } from './kubernetes/manifest.ts';
import type { EnvoyWorkload } from './workspace/envoy-workload.ts';
import type { SourceFile } from './workspace/source-file.ts';
import { nearest } from './workspace/uri-path.ts';
import type { Workspace } from './workspace/workspace.ts';

/** A ConfigMap or Secret that a file holds. */
interface WrittenConfig {
  readonly file: SourceFile;
  readonly manifest: Manifest;
}

/**
 * The ConfigMaps and Secrets that a pod names and that the workspace holds, or that can be made from a linked config (a
 * kustomization or a comment names it). What is found nowhere is taken to be in the cluster already.
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
    return kind === 'ConfigMap' ? generatedConfig(workload, name) : [];
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

function generatedConfig({ config, manifest }: EnvoyWorkload, name: string): ObjectPlan[] {
  if (!config || config.volume?.configMap?.name?.value !== name) return [];
  const items = config.volume.configMap.items;
  const key = items[0]?.key?.value ?? config.mount?.subPath?.value ?? 'envoy.yaml';
  const namespace = manifest.namespace?.value;
  const object: ManifestObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    data: { [key]: config.source.text },
  };
  return [
    {
      role: 'config',
      manifest: object,
      origin: { uri: config.file.uri, range: config.source.config.root.range },
      generated: true,
    },
  ];
}

/** Wherever a pod may name a ConfigMap or Secret: volumes, projected sources, `envFrom`, `valueFrom`. */
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

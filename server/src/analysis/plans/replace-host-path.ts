import type { ManifestObject, ObjectPlan } from './planned-object.ts';
import { configWithVolume } from './config-volume.ts';
import { configPlace } from '../workspace/config-place.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';

/** `HostPathConfig` of the protocol. */
export interface HostPathPlan {
  readonly volume: string;
  readonly hostPath: string;
  readonly configUri: string;
  readonly configMap: string;
}

interface Replaced {
  readonly manifest: ManifestObject;
  readonly configs: readonly ObjectPlan[];
  readonly hostPathConfigs: readonly HostPathPlan[];
}

/**
 * Replaces the hostPath volume of the linked config with a ConfigMap, because the node does not have the file, and the
 * runtime would create a directory with its name. All mounts of the volume keep their paths.
 */
export function replaceHostPath(workload: EnvoyWorkload, object: ManifestObject, keep: boolean): Replaced {
  const config = configWithVolume(workload);
  const volume = config?.volume;
  const hostPath = volume?.hostPath?.path?.value;
  const volumeName = volume?.name?.value;
  if (!config || hostPath === undefined || volumeName === undefined)
    return { manifest: object, configs: [], hostPathConfigs: [] };
  const configMap = `${object.metadata.name}-envoy-config`;
  const described = { volume: volumeName, hostPath, configUri: config.file.uri, configMap };
  if (keep) return { manifest: object, configs: [], hostPathConfigs: [described] };
  const placed = configPlace(config);
  const namespace = workload.manifest.namespace?.value;
  const generated: ManifestObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: configMap, ...(namespace !== undefined && { namespace }) },
    data: { [placed.key]: config.source.text },
  };
  const origin = { uri: config.file.uri, range: config.source.config.root.range };
  const rewritten = rewriteVolume(
    object,
    volumeName,
    { name: configMap, ...(placed.path !== placed.key && { items: [{ key: placed.key, path: placed.path }] }) },
    placed.isFile ? placed.path : undefined,
  );
  return {
    manifest: rewritten,
    configs: [{ role: 'config', manifest: generated, origin, generated: true }],
    hostPathConfigs: [described],
  };
}

/** Replaces the source of the volume. If the volume was a file, each of its mounts gets the file as subPath. */
function rewriteVolume(
  object: ManifestObject,
  volume: string,
  configMap: unknown,
  subPath: string | undefined,
): ManifestObject {
  return mapObjects(object, (node) => {
    if (node.name !== volume) return node;
    if ('hostPath' in node) {
      const { hostPath: _, ...rest } = node;
      return { ...rest, configMap };
    }
    return 'mountPath' in node && subPath !== undefined ? { ...node, subPath } : node;
  }) as ManifestObject;
}

type JsonObject = { readonly [key: string]: unknown };

/** Rebuilds a JSON value with every object below it passed through `change`, innermost first. */
function mapObjects(value: unknown, change: (node: JsonObject) => JsonObject): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapObjects(member, change)])));
}

import { withoutTrailing } from '../text/trailing.ts';
import type { Volume, VolumeMount } from '../kubernetes/manifest.ts';
import { configPath } from '../workspace/envoy-command.ts';
import type { ConfigLink, EnvoyWorkload } from '../workspace/envoy-workload.ts';

/**
 * The config of the workload with its volume and mount. A comment links a config regardless of the mounts; its volume
 * is then the one that contains the path that Envoy reads.
 */
export function configWithVolume(workload: EnvoyWorkload): ConfigLink | undefined {
  const { config } = workload;
  return config?.delivery === 'comment' ? { ...config, ...coveringMount(workload) } : config;
}

/** The deepest mount over the path that the container's Envoy reads, with its volume. */
export function coveringMount({
  envoyContainer,
  podSpec,
}: EnvoyWorkload): { readonly path: string; readonly mount: VolumeMount; readonly volume: Volume } | undefined {
  const path = configPath(envoyContainer);
  if (path === undefined) return undefined;
  const covering = envoyContainer.volumeMounts.filter(({ mountPath }) => {
    const prefix = mountPath && withoutTrailing(mountPath.value, '/');
    return prefix !== undefined && (path === prefix || path.startsWith(`${prefix}/`));
  });
  const [mount] = covering.sort((a, b) => (b.mountPath?.value.length ?? 0) - (a.mountPath?.value.length ?? 0));
  const volume = mount && podSpec.volumes.find(({ name }) => name && name.value === mount.name?.value);
  return mount && volume && { path, mount, volume };
}

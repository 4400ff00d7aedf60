import { configPath } from './workspace/envoy-container.ts';
import type { ConfigLink, EnvoyWorkload } from './workspace/envoy-workload.ts';

/**
 * The workload's config with the volume and mount that bring it. A comment links a config whatever the pod mounts; the
 * volume is then the one that covers the path Envoy reads.
 */
export function configWithVolume({ config, envoyContainer, podSpec }: EnvoyWorkload): ConfigLink | undefined {
  if (config?.delivery !== 'comment') return config;
  const path = configPath(envoyContainer);
  const covering = envoyContainer.volumeMounts.filter(({ mountPath }) => {
    const prefix = mountPath?.value.replace(/\/+$/, '');
    return prefix !== undefined && (path === prefix || path?.startsWith(`${prefix}/`));
  });
  const [mount] = covering.sort((a, b) => (b.mountPath?.value.length ?? 0) - (a.mountPath?.value.length ?? 0));
  const volume = mount && podSpec.volumes.find(({ name }) => name && name.value === mount.name?.value);
  return path !== undefined && mount && volume ? { ...config, path, mount, volume } : config;
}

import { hostPathToConfigMap } from '../../rules/fixes/host-path-to-config-map.ts';
import { isOnLineOf, type Refactor, workloadsOf } from './refactoring.ts';

/** A config from a file on the node comes from a ConfigMap instead: at its volume and at its mount. */
export const hostPaths: Refactor = (asked) =>
  workloadsOf(asked).flatMap((workload) => {
    const { config, sharesConfig } = workload;
    if (!config?.volume?.hostPath || sharesConfig) return [];
    const { volume, mount } = config;
    const lines = [volume.node, volume.hostPath?.entry.key, mount?.node, mount?.mountPath?.at];
    return lines.some((node) => isOnLineOf(asked, node)) ? hostPathToConfigMap(workload, config) : [];
  });

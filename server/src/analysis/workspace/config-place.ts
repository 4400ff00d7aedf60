import { withoutTrailing } from '../text/trailing.ts';
import type { ConfigLink } from './envoy-workload.ts';

/** The location of a config in its volume. */
export interface ConfigPlace {
  /** Its key in a ConfigMap, which is the file name. */
  readonly key: string;
  /** Its path below the volume's root. */
  readonly path: string;
  /** True when the volume itself is the file: a hostPath that is mounted at the config's own path. */
  readonly isFile: boolean;
}

/** The path of the config below the root of its volume. */
export function configPlace({ mount, path = '' }: ConfigLink): ConfigPlace {
  const mountPath = withoutTrailing(mount?.mountPath?.value ?? '', '/');
  const name = path.split('/').at(-1) ?? path;
  const rest = path.slice(mountPath.length).replace(/^\/+/, '');
  const inVolume = [mount?.subPath?.value ?? '', rest].filter(Boolean).join('/');
  return inVolume === ''
    ? { key: keyFor(name), path: name, isFile: true }
    : { key: keyFor(inVolume.split('/').at(-1) ?? name), path: inVolume, isFile: false };
}

/** Keys of a ConfigMap are letters, digits, dashes, dots and underscores. */
const keyFor = (name: string): string => name.replace(/[^-._a-zA-Z0-9]/g, '_');

/** The API server's limit for a ConfigMap's data, in bytes. */
export const MAX_CONFIG_MAP_BYTES = 1024 * 1024;

import type { YamlNode } from '../yaml/yaml-node.ts';
import { field } from './envoy-field.ts';
import { valueAt } from '../yaml/yaml-path.ts';

/** Top-level fields that only a bootstrap has; `node` and `admin` alone occur in other formats too. */
const telling = ['static_resources', 'dynamic_resources', 'layered_runtime', 'bootstrap_extensions'];

/** Recognises a bootstrap by its content, whatever the file's name. */
export function isEnvoyConfig(root: YamlNode | undefined): boolean {
  if (root?.kind !== 'map' || valueAt(root, 'apiVersion') || valueAt(root, 'kind')) return false;
  if (telling.some((name) => field(root, name))) return true;
  return !!field(field(root, 'admin'), 'address') || !!field(field(root, 'admin'), 'access_log_path');
}

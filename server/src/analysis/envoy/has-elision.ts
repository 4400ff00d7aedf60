import type { YamlNode } from '../yaml/yaml-node.ts';
import { walk } from '../yaml/yaml-path.ts';
import { isElision } from './validate/loaded-scalar.ts';

/** True where documentation leaves parts out (`{…}`, `...`), so that what is missing below the node may be meant to be there. */
export function hasElision(root: YamlNode): boolean {
  for (const node of walk(root)) {
    if (node.kind === 'scalar' && isElision(node.text)) return true;
    if (node.kind === 'map' && node.entries.some(({ key }) => isElision(key.text))) return true;
  }
  return false;
}

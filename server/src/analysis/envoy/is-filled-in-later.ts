import { hasPlaceholder } from '../yaml/placeholder.ts';
import type { YamlMap, YamlNode } from '../yaml/yaml-node.ts';
import { walk } from '../yaml/yaml-path.ts';
import { field } from './envoy-field.ts';

/**
 * Whether some address or port is a placeholder. Envoy reads neither, so something writes the config that it reads, and may
 * change more than that: what looks refused is less than certain.
 */
export function isFilledInLater(root: YamlMap): boolean {
  for (const node of walk(root))
    if (node.kind === 'map' && (isPlaceholder(field(node, 'port_value')) || isPlaceholder(field(node, 'address'))))
      return true;
  return false;
}

const isPlaceholder = (node: YamlNode | undefined): boolean => node?.kind === 'scalar' && hasPlaceholder(node.text);

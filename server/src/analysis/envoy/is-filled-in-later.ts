import { hasPlaceholder } from '../yaml/placeholder.ts';
import type { YamlMap, YamlNode } from '../yaml/yaml-node.ts';
import { field } from './envoy-field.ts';

/**
 * Whether some address or port is a placeholder. Envoy reads neither, so something writes the config that it reads, and may
 * change more than that: what looks refused is less than certain.
 */
export const isFilledInLater = (root: YamlMap): boolean => someMap(root, hasUnknownAddress);

function someMap(node: YamlNode | undefined, holds: (map: YamlMap) => boolean): boolean {
  if (node?.kind === 'seq') return node.items.some((item) => someMap(item, holds));
  return node?.kind === 'map' && (holds(node) || node.entries.some(({ value }) => someMap(value, holds)));
}

const hasUnknownAddress = (node: YamlMap): boolean =>
  isPlaceholder(field(node, 'port_value')) || isPlaceholder(field(node, 'address'));

const isPlaceholder = (node: YamlNode | undefined): boolean => node?.kind === 'scalar' && hasPlaceholder(node.text);

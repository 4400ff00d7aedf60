import { hasPlaceholder } from '../yaml/placeholder.ts';
import type { YamlMap, YamlNode } from '../yaml/yaml-node.ts';

/**
 * Whether some address or port is a placeholder. Envoy reads neither, so something writes the config that it reads, and may
 * change more than that: what looks refused is less than certain.
 */
export const isFilledInLater = (root: YamlMap): boolean => someMap(root, hasUnknownAddress);

function someMap(node: YamlNode | undefined, holds: (map: YamlMap) => boolean): boolean {
  if (node?.kind === 'seq') return node.items.some((item) => someMap(item, holds));
  return node?.kind === 'map' && (holds(node) || node.entries.some(({ value }) => someMap(value, holds)));
}

const hasUnknownAddress = ({ entries }: YamlMap): boolean =>
  entries.some(({ key, value }) => value?.kind === 'scalar' && places.has(key.text) && hasPlaceholder(value.text));

const places: ReadonlySet<string> = new Set(['address', 'port_value', 'portValue']);

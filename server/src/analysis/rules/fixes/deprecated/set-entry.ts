import { isUnset } from '../../../envoy/validate/loaded-scalar.ts';
import { jsonName } from '../../../schema/envoy-facts.ts';
import type { YamlEntry, YamlMap } from '../../../yaml/syntax/yaml-node.ts';

/**
 * The only entry that sets a field. `unclear` if there are several, or if its value is elsewhere. Null does not set a
 * field.
 */
export function setEntry(map: YamlMap, name: string): YamlEntry | 'unclear' | undefined {
  const entries = map.entries.filter(({ key }) => key.text === name || key.text === jsonName(name));
  const [entry] = entries;
  if (entries.length > 1 || entry?.value?.aliasRange) return 'unclear';
  return entry && !isUnset(entry.value) ? entry : undefined;
}

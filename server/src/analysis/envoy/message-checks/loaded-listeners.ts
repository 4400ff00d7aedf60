import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';

/** The listeners of a bootstrap that Envoy looks at: of those with one name, the first alone. */
export function loadedListeners(root: YamlMap): readonly YamlNode[] {
  const seen = new Set<string>();
  return fieldItems(fieldPath(root, 'static_resources', 'listeners')).filter((listener) => {
    const name = envoyString(field(listener, 'name'))?.value ?? '';
    const isNew = name === '' || !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

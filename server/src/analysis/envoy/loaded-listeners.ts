import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import type { EnvoyConfig, EnvoyListener } from './envoy-config.ts';
import { field, fieldItems, fieldPath } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';

/**
 * The static listeners that Envoy loads: of several with one name it takes the first and never looks into the others (checked with
 * Envoy 1.40), so that nothing in those can be an error.
 */
export function loadedListeners(config: Pick<EnvoyConfig, 'listeners'>): readonly EnvoyListener[] {
  const dropped = new Set(droppedListeners(config).map(([listener]) => listener));
  return config.listeners.filter((listener) => !dropped.has(listener));
}

/** Each listener that Envoy drops, with the one that has its name already. Listeners without a name get one each. */
export function droppedListeners(
  config: Pick<EnvoyConfig, 'listeners'>,
): readonly (readonly [EnvoyListener, EnvoyListener])[] {
  const firsts = new Map<string, EnvoyListener>();
  return config.listeners.flatMap((listener) => {
    const name = listener.name?.value ?? '';
    const first = firsts.get(name);
    if (name !== '' && !first) firsts.set(name, listener);
    return first ? [[listener, first] as const] : [];
  });
}

/** The listeners of a bootstrap that Envoy loads, for a check of the whole message. */
export function loadedListenerNodes(root: YamlMap): readonly YamlNode[] {
  const seen = new Set<string>();
  return fieldItems(fieldPath(root, 'static_resources', 'listeners')).filter((listener) => {
    const name = envoyString(field(listener, 'name'))?.value ?? '';
    const isNew = name === '' || !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

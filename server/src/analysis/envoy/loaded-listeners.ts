import type { EnvoyConfig, EnvoyListener } from './envoy-config.ts';

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

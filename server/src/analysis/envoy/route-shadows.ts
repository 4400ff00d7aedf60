import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import type { EnvoyRoute } from './envoy-config.ts';
import { field } from './envoy-field.ts';

/** A route that no request reaches, with the one above it that takes them all. */
export interface ShadowedRoute {
  readonly route: EnvoyRoute;
  readonly by: EnvoyRoute;
  /** `all`: the one above matches every request; `same`: it matches what this one matches. */
  readonly reason: 'all' | 'same';
}

/** The routes of a virtual host that are never reached: Envoy takes the first that matches. */
export function shadowedRoutes(routes: readonly EnvoyRoute[]): readonly ShadowedRoute[] {
  const counts = new Map<string, number>();
  for (const route of routes) counts.set(likeness(route), (counts.get(likeness(route)) ?? 0) + 1);
  const above = new Map<string, EnvoyRoute>();
  let all: EnvoyRoute | undefined;
  return routes.flatMap((route): ShadowedRoute[] => {
    const key = (counts.get(likeness(route)) ?? 0) > 1 ? certainMatch(route) : undefined;
    const same = key === undefined ? undefined : above.get(key);
    if (key !== undefined && !same) above.set(key, route);
    if (same) return [{ route, by: same, reason: 'same' }];
    // A CONNECT request has no path, so that no prefix matches it.
    if (all && route.match && !field(route.match, 'connect_matcher')) return [{ route, by: all, reason: 'all' }];
    if (!all && matchesAll(route)) all = route;
    return [];
  });
}

/** Equal for equal matches, and quickly told: most routes differ in their paths. */
const likeness = ({ match }: EnvoyRoute): string => {
  const path = field(match, 'prefix') ?? field(match, 'path');
  return path?.kind === 'scalar' ? path.text : '';
};

/** The match as text, equal for equal matches. Undefined if it is unknown or random. */
function certainMatch({ match }: EnvoyRoute): string | undefined {
  if (!match || field(match, 'runtime_fraction')) return undefined;
  const text = canonical(match);
  return hasPlaceholder(text) ? undefined : text;
}

/** `prefix: /` or an empty one, and no further condition; whether letters' case counts makes no difference to it. */
function matchesAll({ match }: EnvoyRoute): boolean {
  const prefix = field(match, 'prefix');
  if (prefix?.kind !== 'scalar' || (prefix.text !== '/' && prefix.text !== '')) return false;
  return !!match?.entries.every(({ key }) => ['prefix', 'case_sensitive', 'caseSensitive'].includes(key.text));
}

function canonical(node: YamlNode | undefined): string {
  if (!node) return 'null';
  // Lengths keep texts apart.
  if (node.kind === 'scalar') return `${node.style === 'plain' ? '' : '"'}${node.text.length} ${node.text}`;
  if (node.kind === 'seq') return `[${node.items.map(canonical).join()}]`;
  // For a duplicate key, Envoy uses the last one.
  const fields = new Map(node.entries.map(({ key, value }) => [key.text, canonical(value)]));
  return `{${[...fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key.length} ${key}:${value}`)
    .join()}}`;
}

import { fieldOf } from '../schema/envoy-facts.ts';
import type { EnvoyRoute } from './envoy-config.ts';
import { field } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';
import { messageKey } from './message-key.ts';

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
const certainMatch = ({ match }: EnvoyRoute): string | undefined =>
  match && !field(match, 'runtime_fraction') ? messageKey(match, routeMatch) : undefined;

const routeMatch = 'envoy.config.route.v3.RouteMatch';

/** `prefix: /` or an empty one, and no further condition; whether letters' case counts makes no difference to it. */
function matchesAll({ match }: EnvoyRoute): boolean {
  const prefix = envoyString(field(match, 'prefix'))?.value;
  if (!match || (prefix !== '/' && prefix !== '')) return false;
  return match.entries.every(({ key }) => /^(prefix|case_sensitive)$/.test(fieldOf(routeMatch, key.text)?.name ?? ''));
}

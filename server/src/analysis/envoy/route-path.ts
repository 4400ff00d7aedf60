import type { EnvoyRoute } from './envoy-config.ts';
import { field } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';
import { isElision, isUnfilled } from './validate/loaded-scalar.ts';

/** The condition of a route on the path, in lower case. `exact`: the whole path, otherwise its beginning. */
export interface RoutePath {
  readonly exact: boolean;
  readonly path: string;
}

/** Undefined if any path may match: a regular expression, a placeholder, or no condition. */
export function routePath({ match }: EnvoyRoute): RoutePath | undefined {
  for (const name of ['prefix', 'path', 'path_separated_prefix']) {
    const written = envoyString(field(match, name))?.value;
    if (written === undefined) continue;
    if (isUnfilled(written) || isElision(written)) return undefined;
    return { exact: name === 'path', path: written.toLowerCase() };
  }
  return undefined;
}

/** Whether a path in lower case may match. Upper and lower case may be the same to a route. */
export const matchesPath = (condition: RoutePath | undefined, path: string): boolean =>
  !condition || (condition.exact ? path === condition.path : path.startsWith(condition.path));

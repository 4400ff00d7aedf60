import type { EnvoyRoute } from './envoy-config.ts';
import { field } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';

/** `/api/` for a prefix, otherwise with the kind of match: `path /health`. */
export function matchText({ match }: EnvoyRoute): string {
  const prefix = envoyString(field(match, 'prefix'))?.value;
  if (prefix !== undefined) return prefix;
  for (const kind of ['path', 'path_separated_prefix']) {
    const value = envoyString(field(match, kind))?.value;
    if (value !== undefined) return `${kind.replaceAll('_', ' ')} ${value}`;
  }
  const regex = envoyString(field(field(match, 'safe_regex'), 'regex'))?.value;
  return regex === undefined ? 'route' : `regex ${regex}`;
}

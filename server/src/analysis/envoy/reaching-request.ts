import { fieldOf } from '../schema/envoy-facts.ts';
import type { YamlMap } from '../yaml/syntax/yaml-node.ts';
import { envoyString } from './envoy-scalar.ts';
import type { EnvoyListener, EnvoyRoute, RouteConfig, VirtualHost } from './envoy-config.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { isElision } from './validate/loaded-scalar.ts';
import { routePath } from './route-path.ts';

/** A GET request that Envoy answers with a certain route. */
export interface ReachingRequest {
  readonly route: EnvoyRoute;
  readonly path: string;
  /** Undefined if any host will do. */
  readonly host?: string;
}

/**
 * The routes of a listener that a request with nothing but a path and a host reaches, with this request. Routes are left out if it is
 * not certain: with other conditions, below a route that may take the request, and with several filter chains. Envoy takes the virtual
 * host with the domain that fits best, then its first route that matches (documentation of VirtualHost).
 */
export function reachingRequests({ filterChains }: EnvoyListener): readonly ReachingRequest[] {
  const [chain, ...otherChains] = filterChains;
  const [filter, ...otherFilters] = chain?.filters ?? [];
  const { config, routeConfig } = filter ?? {};
  if (otherChains.length > 0 || otherFilters.length > 0 || !routeConfig) return [];
  if (['rds', 'scoped_routes', 'early_header_mutation_extensions'].some((name) => fieldEntry(config, name))) return [];
  return virtualHostRequests(routeConfig);
}

function virtualHostRequests({ node, virtualHosts }: RouteConfig): readonly ReachingRequest[] {
  if (fieldEntry(node, 'vhds') || !areAllRead(node, 'virtual_hosts', virtualHosts)) return [];
  // A placeholder may become any domain.
  if (!virtualHosts.every((host) => areAllRead(host.node, 'domains', host.domains))) return [];
  return virtualHosts.flatMap((host) => {
    if (['matcher', 'require_tls'].some((name) => fieldEntry(host.node, name))) return [];
    const reached = hostOf(host, virtualHosts);
    return reached ? routeRequests(host).map((request) => ({ ...request, ...reached })) : [];
  });
}

function hostOf(
  { domains }: VirtualHost,
  virtualHosts: readonly VirtualHost[],
): { readonly host?: string } | undefined {
  if (domains.some(({ value }) => value === '*'))
    return virtualHosts.some((one) => one.domains.some(mayBeLoopback)) ? undefined : {};
  const literal = domains.find(({ value }) => /^[\w.-]+$/.test(value));
  return literal && { host: literal.value };
}

/** A template may have a placeholder in place of an item. */
const areAllRead = (node: YamlMap, name: string, items: readonly unknown[]): boolean =>
  items.length === fieldItems(field(node, name)).length;

/** Whether a domain may match the host of a request without a certain host, which is `127.0.0.1:PORT`. */
const mayBeLoopback = ({ value }: { readonly value: string }): boolean => /^1|^\*.*\d$/.test(value) || isElision(value);

function routeRequests({ node, routes }: VirtualHost): readonly ReachingRequest[] {
  if (!areAllRead(node, 'routes', routes)) return [];
  const exact = new Set<string>();
  const prefixes: string[] = [];
  const found: ReachingRequest[] = [];
  for (const route of routes) {
    const path = plainPath(route);
    const lower = path?.toLowerCase() ?? '';
    if (path !== undefined && !exact.has(lower) && !prefixes.some((prefix) => lower.startsWith(prefix)))
      found.push({ route, path });
    const condition = routePath(route);
    if (condition?.exact) exact.add(condition.path);
    else if (condition && /^\/./.test(condition.path)) prefixes.push(condition.path);
    // Nothing below is certain to be reached.
    else break;
  }
  return found;
}

/** A path that a route matches if it has no other conditions, and that Envoy does not change before. */
function plainPath(route: EnvoyRoute): string | undefined {
  const { match } = route;
  const names = match?.entries.map(({ key }) => fieldOf(routeMatch, key.text)?.name ?? '') ?? [];
  if (!match || !names.every((name) => /^(prefix|path|path_separated_prefix|case_sensitive)$/.test(name)))
    return undefined;
  const written = routePath(route) && writtenPath(route);
  if (written === '') return '/';
  return written !== undefined && isPlain(written) ? written : undefined;
}

const routeMatch = 'envoy.config.route.v3.RouteMatch';

const writtenPath = ({ match }: EnvoyRoute): string | undefined =>
  ['prefix', 'path', 'path_separated_prefix'].flatMap((name) => envoyString(field(match, name))?.value ?? []).at(0);

/** No character or segment that is encoded, removed or merged before Envoy matches it. */
const isPlain = (path: string): boolean =>
  /^\/[\w/.~:@!$&'()*+,;=-]*$/.test(path) && !/\/\/|\/\.{1,2}(?:\/|$)/.test(path);

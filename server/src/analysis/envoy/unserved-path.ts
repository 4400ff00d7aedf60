import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import type { EnvoyListener, EnvoyRoute, NetworkFilter, VirtualHost } from './envoy-config.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { anyType } from './typed/any-type.ts';
import { matchesPath, routePath } from './route-path.ts';

/**
 * Whether a listener answers no request for a path with success, because none of its routes matches the path. False if
 * anything else may answer or change the path.
 */
export const isUnserved = (path: string, { filterChains, takesRedirectedTraffic }: EnvoyListener): boolean =>
  !takesRedirectedTraffic &&
  filterChains.length > 0 &&
  filterChains.every(({ filters: [filter, ...more] }) => filter && more.length === 0 && lacksRoute(path, filter));

/** What brings other routes, changes the path, or the status of the answer. */
const unknownRoutes = ['rds', 'scoped_routes', 'early_header_mutation_extensions', 'local_reply_config'];

function lacksRoute(path: string, { type, config, routeConfig }: NetworkFilter): boolean {
  if (type !== 'HttpConnectionManager' || !routeConfig || fieldEntry(routeConfig.node, 'vhds')) return false;
  if (unknownRoutes.some((name) => fieldEntry(config, name))) return false;
  if (!fieldItems(field(config, 'http_filters')).every(neverAnswers)) return false;
  const { node, virtualHosts } = routeConfig;
  return areAllRead(node, 'virtual_hosts', virtualHosts) && virtualHosts.every((host) => hasNone(path, host));
}

const hasNone = (path: string, { node, routes }: VirtualHost): boolean =>
  !fieldEntry(node, 'matcher') && areAllRead(node, 'routes', routes) && routes.every((route) => !mayMatch(path, route));

/** A template may have a placeholder in place of an item. */
const areAllRead = (node: YamlNode, name: string, items: readonly unknown[]): boolean =>
  items.length === fieldItems(field(node, name)).length;

/** HTTP filters that leave the path as it is, and answer only with an error, if at all. */
const quiet =
  /^envoy\.extensions\.filters\.http\.(router|cors|rbac|csrf|buffer|compressor|decompressor|grpc_stats|grpc_web|jwt_authn|local_ratelimit|header_to_metadata|stateful_session)\.v3\./;

const neverAnswers = (filter: YamlNode): boolean => quiet.test(anyType(field(filter, 'typed_config')) ?? '');

/** Upper and lower case may be the same to a route, and other conditions than those on the path may hold. */
const mayMatch = (path: string, route: EnvoyRoute): boolean => matchesPath(routePath(route), path.toLowerCase());

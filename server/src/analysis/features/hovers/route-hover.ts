import type { RouteConfig, VirtualHost } from '../../envoy/envoy-config.ts';
import { shadowedRoutes } from '../../envoy/route-shadows.ts';
import { type Message, message } from '../../rules/message.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { YamlStep } from '../../yaml/syntax/yaml-path.ts';
import { routeSymbol } from '../envoy-symbols.ts';

/** The route in whose `match` a path through a config ends: its place among the routes of its virtual host, and what shadows it. */
export function routeSentences({ config }: EnvoySource, steps: readonly YamlStep[]): readonly Message[] {
  const found = routeAround(config.routeConfigs, steps);
  if (!found) return [];
  const { host, index } = found;
  const { routes } = host;
  const route = routes[index];
  const order = message(
    'Route {0} of {1} in its virtual host. Envoy uses the first route that matches.',
    index + 1,
    routes.length,
  );
  const shadow = shadowedRoutes(routes).find((one) => one.route === route);
  if (!shadow) return [order];
  const number = routes.indexOf(shadow.by) + 1;
  const { name } = routeSymbol(shadow.by);
  return [order, message('It is never reached: route {0} (`{1}`) takes all of its requests.', number, name)];
}

function routeAround(
  routeConfigs: readonly RouteConfig[],
  steps: readonly YamlStep[],
): { host: VirtualHost; index: number } | undefined {
  const nodes = new Set(steps.map(({ node }) => node));
  const owner = routeConfigs.find(({ node }) => nodes.has(node));
  const host = owner?.virtualHosts.find(({ node }) => nodes.has(node));
  const index = host?.routes.findIndex(({ node }) => nodes.has(node)) ?? -1;
  const route = host?.routes[index];
  const isInMatch = steps.some(({ entry }) => entry !== undefined && entry.value === route?.match);
  return host && route?.match && isInMatch ? { host, index } : undefined;
}

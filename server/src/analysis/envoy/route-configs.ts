import type { YamlMap } from '../yaml/yaml-node.ts';
import { asMap } from '../yaml/yaml-path.ts';
import type { EnvoyConfig, EnvoyListener, FilterList, RouteConfig, VirtualHost } from './envoy-config.ts';
import { field, fieldItems, fieldPath } from './envoy-field.ts';
import { connectionManagersOf } from './filter-lists.ts';
import { lowerVirtualHosts } from './lower-routes.ts';

export type { RouteConfig } from './envoy-config.ts';

/** The route configurations that Envoy reads when it loads the bootstrap: those of HttpConnectionManagers, scoped ones included. */
export const routeConfigsOf = ({ routeConfigs }: EnvoyConfig): readonly RouteConfig[] => routeConfigs;

/**
 * Reads them, once for each config.
 * @param lists all filter lists of the config
 * @param listeners the listeners that have them, with the hosts that have been read already
 */
export function lowerRouteConfigs(
  lists: readonly FilterList[],
  listeners: readonly EnvoyListener[],
): readonly RouteConfig[] {
  const lowered = loweredHosts(listeners);
  return connectionManagersOf(lists).flatMap((manager) => {
    const scoped = fieldPath(
      manager,
      'scoped_routes',
      'scoped_route_configurations_list',
      'scoped_route_configurations',
    );
    return [manager, ...fieldItems(scoped)].flatMap((owner) => {
      const node = asMap(field(owner, owner === manager ? 'route_config' : 'route_configuration'));
      return node ? [{ node, virtualHosts: lowered.get(node) ?? lowerVirtualHosts(node) }] : [];
    });
  });
}

/** The virtual hosts that the network filters of the listeners have, by their route configuration: thousands of routes are read once. */
const loweredHosts = (listeners: readonly EnvoyListener[]): ReadonlyMap<YamlMap, readonly VirtualHost[]> =>
  new Map(
    listeners
      .flatMap(({ filterChains }) => filterChains.flatMap(({ filters }) => filters))
      .flatMap(({ config, virtualHosts }) => {
        const node = asMap(field(config, 'route_config'));
        return node && virtualHosts ? [[node, virtualHosts] as const] : [];
      }),
  );

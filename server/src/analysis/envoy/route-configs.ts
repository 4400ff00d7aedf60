import { asMap } from '../yaml/syntax/yaml-path.ts';
import type { EnvoyConfig, EnvoyListener, FilterList, RouteConfig } from './envoy-config.ts';
import { field, fieldItems, fieldPath } from './envoy-field.ts';
import { connectionManagersOf } from './filter-lists.ts';
import { lowerRouteConfig } from './lower-routes.ts';

export type { RouteConfig } from './envoy-config.ts';

/** The route configurations that Envoy reads when it loads the bootstrap: those of HttpConnectionManagers, scoped ones included. */
export const routeConfigsOf = ({ routeConfigs }: EnvoyConfig): readonly RouteConfig[] => routeConfigs;

/**
 * Reads them.
 * @param lists all filter lists of the config
 * @param listeners the listeners that have them, with the route configurations that have been read already
 */
export function lowerRouteConfigs(
  lists: readonly FilterList[],
  listeners: readonly EnvoyListener[],
): readonly RouteConfig[] {
  const filters = listeners.flatMap(({ filterChains }) => filterChains.flatMap((chain) => chain.filters));
  const read = new Map(filters.flatMap(({ routeConfig }) => (routeConfig ? [[routeConfig.node, routeConfig]] : [])));
  return connectionManagersOf(lists).flatMap((manager) => {
    const scoped = fieldPath(
      manager,
      'scoped_routes',
      'scoped_route_configurations_list',
      'scoped_route_configurations',
    );
    return [manager, ...fieldItems(scoped)].flatMap((owner) => {
      const node = asMap(field(owner, owner === manager ? 'route_config' : 'route_configuration'));
      return node ? [read.get(node) ?? lowerRouteConfig(node)] : [];
    });
  });
}

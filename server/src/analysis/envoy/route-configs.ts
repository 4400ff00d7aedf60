import { asMap } from '../yaml/yaml-path.ts';
import type { EnvoyConfig, FilterList, RouteConfig } from './envoy-config.ts';
import { field, fieldItems, fieldPath } from './envoy-field.ts';
import { connectionManagersOf } from './filter-lists.ts';
import { lowerVirtualHosts } from './lower-routes.ts';

export type { RouteConfig } from './envoy-config.ts';

/** The route configurations that Envoy reads when it loads the bootstrap: those of HttpConnectionManagers, scoped ones included. */
export const routeConfigsOf = ({ routeConfigs }: EnvoyConfig): readonly RouteConfig[] => routeConfigs;

/** Reads them, once for each config. @param lists all filter lists of the config */
export const lowerRouteConfigs = (lists: readonly FilterList[]): readonly RouteConfig[] =>
  connectionManagersOf(lists).flatMap((manager) => {
    const scoped = fieldPath(
      manager,
      'scoped_routes',
      'scoped_route_configurations_list',
      'scoped_route_configurations',
    );
    return [manager, ...fieldItems(scoped)].flatMap((owner) => {
      const node = asMap(field(owner, owner === manager ? 'route_config' : 'route_configuration'));
      return node ? [{ node, virtualHosts: lowerVirtualHosts(node) }] : [];
    });
  });

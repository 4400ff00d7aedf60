import type { YamlMap } from '../yaml/yaml-node.ts';
import { asMap } from '../yaml/yaml-path.ts';
import type { EnvoyConfig, VirtualHost } from './envoy-config.ts';
import { field, fieldItems, fieldPath } from './envoy-field.ts';
import { connectionManagersOf } from './filter-lists.ts';
import { lowerVirtualHosts } from './lower-routes.ts';

/** An HTTP route configuration that stands in the bootstrap. */
export interface RouteConfig {
  readonly node: YamlMap;
  readonly virtualHosts: readonly VirtualHost[];
}

/** The route configurations that Envoy reads when it loads the bootstrap: those of HttpConnectionManagers, scoped ones included. */
export const routeConfigsOf = (config: EnvoyConfig): readonly RouteConfig[] =>
  connectionManagersOf(config).flatMap((manager) => {
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

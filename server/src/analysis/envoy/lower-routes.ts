import type { Located, YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import type { EnvoyRoute, RouteConfig, VirtualHost } from './envoy-config.ts';
import { lazy } from '../text/lazy.ts';
import { field, fieldItems, fieldPath } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';

/** Reads an inline `route_config`. Its routes, which may be thousands, are read on demand. */
export function lowerRouteConfig(node: YamlMap): RouteConfig {
  const virtualHosts = lazy(() => lowerVirtualHosts(node));
  return {
    node,
    get virtualHosts() {
      return virtualHosts();
    },
  };
}

function lowerVirtualHosts(routeConfig: YamlMap): VirtualHost[] {
  return fieldItems(field(routeConfig, 'virtual_hosts')).flatMap((node) =>
    node.kind === 'map'
      ? [
          {
            node,
            domains: fieldItems(field(node, 'domains'))
              .map(envoyString)
              .filter((domain) => domain !== undefined),
            routes: fieldItems(field(node, 'routes')).flatMap(lowerRoute),
          },
        ]
      : [],
  );
}

function lowerRoute(node: YamlNode): EnvoyRoute[] {
  if (node.kind !== 'map') return [];
  const match = asMap(field(node, 'match'));
  return [{ node, ...(match && { match }), clusters: routeClusters(node) }];
}

function routeClusters(route: YamlMap): Located<string>[] {
  const action = field(route, 'route');
  const weighted = fieldItems(fieldPath(action, 'weighted_clusters', 'clusters')).map((item) => field(item, 'name'));
  return [field(action, 'cluster'), ...weighted].map(envoyString).filter((cluster) => cluster !== undefined);
}

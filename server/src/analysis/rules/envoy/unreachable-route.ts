import type { VirtualHost } from '../../envoy/envoy-config.ts';
import { field } from '../../envoy/envoy-field.ts';
import { type ShadowedRoute, shadowedRoutes } from '../../envoy/route-shadows.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { itemMove } from '../fixes/item-move.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { message } from '../message.ts';
import { type Fix, partRule, type PlacedSource } from '../rule.ts';

export const unreachableRoute = partRule({
  code: 'envoy/unreachable-route',
  subject: 'routeConfig',
  severity: 'warning',
  needsWhole: true,
  summary: 'A route is unreachable because an earlier route matches all of its requests.',
  why: 'Envoy uses the first matching route of a virtual host. Routes after `prefix: /` without further conditions, or after an equal match, never receive a request (except for `connect_matcher` and `runtime_fraction`). Envoy accepts such routes.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                route_config:
                  virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes:
                        - match: { prefix: / } # the rest
                          direct_response: { status: 404 }
                        - match: { prefix: /health }
                        #        ^^^^^^^^^^^^^^^^^^^ warning envoy/unreachable-route: This route is unreachable. An earlier route matches all requests.
                          direct_response: { status: 200 }
`,
      after: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                route_config:
                  virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes:
                        - match: { prefix: /health }
                          direct_response: { status: 200 }
                        - match: { prefix: / } # the rest
                          direct_response: { status: 404 }
`,
    },
  ],
  check({ file, routeConfig: { virtualHosts } }, report) {
    for (const host of virtualHosts)
      for (const shadowed of shadowedRoutes(host.routes)) {
        const { route, by, reason } = shadowed;
        report({
          at: { uri: file.uri, range: placeOf(route.match && !route.node.aliasRange ? route.match : route.node) },
          tags: ['unnecessary'],
          message:
            reason === 'all'
              ? message('This route is unreachable. An earlier route matches all requests.')
              : message('This route is unreachable. An earlier route matches the same requests.'),
          related: [
            {
              at: { uri: file.uri, range: placeOf(by.match ?? by.node) },
              message: message('This route matches first.'),
            },
          ],
          fixes: (config) => fixes(config, host, shadowed),
        });
      }
  },
});

function fixes(subject: PlacedSource, { node }: VirtualHost, { route, by, reason }: ShadowedRoute): readonly Fix[] {
  const routes = field(node, 'routes');
  const removal = itemRemoval(subject, routes, route.node, message('Remove this route'), {
    preferred: reason === 'same',
  });
  return reason === 'all'
    ? [
        ...itemMove(subject, routes, by.node, message('Move the route that matches all requests to the end')),
        ...removal,
      ]
    : removal;
}

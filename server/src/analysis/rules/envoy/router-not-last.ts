import { filterListsOf } from '../../envoy/filter-lists.ts';
import { routerType } from '../../envoy/terminal-filters.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { itemMove } from '../fixes/item-move.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const routerNotLast = rule({
  code: 'envoy/router-not-last',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  summary: 'The router is not the last HTTP filter.',
  why: 'The router forwards the request, so filters after it never see it. Envoy reports "terminal filter … must be the last filter in a http filter chain", even if those filters are disabled.',
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
                route_config: { virtual_hosts: [] }
                http_filters:
                  - name: envoy.filters.http.router
                  #       ^^^^^^^^^^^^^^^^^^^^^^^^^ error envoy/router-not-last: The router must be the last HTTP filter.
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                  - name: envoy.filters.http.cors
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
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
                route_config: { virtual_hosts: [] }
                http_filters:
                  - name: envoy.filters.http.cors
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
`,
    },
  ],
  check({ file, source }, report) {
    for (const { kind, filters, entry } of filterListsOf(source.config)) {
      if (kind === 'network') continue;
      const early = filters.slice(0, -1).find(({ type }) => type === routerType);
      if (!early) continue;
      const another = filters.some((filter) => filter !== early && filter.type === routerType);
      report({
        at: { uri: file.uri, range: placeOf(early.name?.at ?? early.node) },
        message: another
          ? message('Duplicate router. Only the last HTTP filter may be a router.')
          : message('The router must be the last HTTP filter.'),
        fixes: () =>
          another
            ? itemRemoval({ file, source }, entry?.value, early.node, message('Remove this router'))
            : itemMove({ file, source }, entry?.value, early.node, message('Move the router to the end')),
      });
    }
  },
});

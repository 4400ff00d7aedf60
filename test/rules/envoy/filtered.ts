/** A bootstrap whose HttpConnectionManager ends with these lines. */
export const managed = (lines: string): string => `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: http
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: http
                route_config: { virtual_hosts: [] }
${lines}`;

/** A bootstrap with these HTTP filters, one line each. */
export const filtered = (...filters: readonly string[]): string =>
  managed(`                http_filters:\n${filters.map((filter) => `                  - ${filter}\n`).join('')}`);

/** A filter of Envoy on one line, by its folder and message. */
export const httpFilter = (name: string, type: string, more = ''): string =>
  `{ name: ${name}, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.${type} }${more} }`;

export const routerFilter = httpFilter('router', 'router.v3.Router');
export const corsFilter = httpFilter('cors', 'cors.v3.Cors');

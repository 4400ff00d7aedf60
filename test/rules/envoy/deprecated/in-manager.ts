const manager = 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

/** A bootstrap with one listener, whose connection manager has these fields, indented by ten. */
export const inManager = (fields: string, filters = ''): string => `static_resources:
  listeners:
  - address: { socket_address: { address: 127.0.0.1, port_value: 80 } }
    filter_chains:
    - filters:
      - name: hcm
        typed_config:
          "@type": ${manager}
          stat_prefix: hcm
${fields}          http_filters:
${filters}          - name: router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
`;

import type { LocalPlan } from '../../server/src/protocol.ts';
import { planOf } from './plan-fixture.ts';

/** A config whose listener waits `seconds` (e.g. `2s`) for routes that never come, and then answers 404. There is no admin. */
export function slowPlan(seconds: string): LocalPlan {
  const text = `node: { id: local, cluster: local }
static_resources:
  clusters:
  - name: control_plane
    type: STATIC
    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
        explicit_http_config: { http2_protocol_options: {} }
    load_assignment:
      cluster_name: control_plane
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 9 } } } }] }]
  listeners:
  - name: slow
    address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: slow
          rds:
            route_config_name: routes
            config_source:
              resource_api_version: V3
              initial_fetch_timeout: ${seconds}
              api_config_source:
                api_type: GRPC
                transport_api_version: V3
                grpc_services: [{ envoy_grpc: { cluster_name: control_plane } }]
          http_filters:
          - name: envoy.filters.http.router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
`;
  return planOf(text, [{ role: 'listener', name: 'slow', address: '0.0.0.0', port: 9092 }]);
}

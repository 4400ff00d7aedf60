import { checkDiagnostics, checkFix } from '../fixture/check.ts';

const listener = '"@type": type.googleapis.com/envoy.config.listener.v3.Listener';
const cluster = '"@type": type.googleapis.com/envoy.config.cluster.v3.Cluster';

describe('a file of a filesystem subscription', () => {
  it('is validated as what its resources are', () => {
    checkDiagnostics(`#- /cds.yaml
resources:
  - ${cluster}
    name: app
    connect_timeout: 5
#                    ^ error envoy/wrong-type
    type: STATIC
    load_assignment:
      cluster_name: app
      endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: app.local, port_value: 70000 } } } }] }]
#                                                                                      ^^^^^^^^^ error envoy/hostname-in-static-cluster
#                                                                                                             ^^^^^ error envoy/out-of-range
`);
  });

  it('is warned of what Envoy overlooks in it: unknown fields and enum values', () => {
    checkDiagnostics(`#- /lds.yaml
version_info: "1"
resources:
  - ${listener}
    name: web
    adress: {}
  # ^^^^^^ warning envoy/unknown-field
    traffic_direction: SIDEWAYS
#                      ^^^^^^^^ warning envoy/invalid-value
`);
  });

  it('does not need the clusters that it names, nor names for all that it defines', () => {
    checkDiagnostics(`#- /all.yaml
resources:
  - ${cluster}
    name: unused
  - ${listener}
    name: web
    address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
    filter_chains:
      - filters:
          - name: tcp
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: elsewhere }
`);
  });

  it('is found in the ConfigMap of the bootstrap', () => {
    const config = (name: string) => `#- /cm.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy }
data:
  cds.yaml: |
    resources:
      - ${cluster}
        ${name}: app
`;
    checkFix(config('nmae'), 'envoy/unknown-field', config('name'));
  });
});

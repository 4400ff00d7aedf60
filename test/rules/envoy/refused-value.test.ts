import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/refused-value';
const boot = (text: string): string => `#- /envoy.yaml\n${text}`;

describe(code, () => {
  it('reports layers of the runtime with one name', () => {
    checkDiagnostics(
      `${boot('layered_runtime: { layers: [{ name: a, static_layer: {} }, { name: a, admin_layer: {} }] }\n')}#? error ${code} at "a"#8\n`,
    );
  });

  it('sets the load balancing that an aggregate cluster needs', () => {
    const cluster = (lines: string) =>
      boot(`static_resources:
  clusters:
    - name: all
      connect_timeout: 1s
      cluster_type:
        name: envoy.clusters.aggregate
        typed_config: { "@type": type.googleapis.com/envoy.extensions.clusters.aggregate.v3.ClusterConfig, clusters: [b] }
${lines}`);
    checkFix(cluster(''), code, cluster('      lb_policy: CLUSTER_PROVIDED\n'));
  });

  it('reports a local cluster that is none', () => {
    checkDiagnostics(
      boot(`cluster_manager: { local_cluster_name: app }
#                                      ^^^ error ${code}: Local cluster 'app' is not defined in 'static_resources'.
static_resources: {}
`),
    );
  });

  it('reports certificates and keys that are no PEM', () => {
    const cluster = (source: string) =>
      boot(`static_resources:
  clusters:
    - name: app
      transport_socket:
        name: tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          common_tls_context: { validation_context: { trusted_ca: { ${source} } } }
`);
    checkDiagnostics(
      `${cluster('inline_bytes: aGVsbG8=')}#? error ${code} at "inline_bytes": This is not valid PEM. It must contain '-----BEGIN …'.\n`,
    );
    checkDiagnostics(`${cluster('inline_string: hello')}#? error ${code} at "inline_string"\n`);
    for (const source of [
      'inline_string: "-----BEGIN CERTIFICATE-----"',
      'inline_bytes: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t',
      'inline_string: "${CA}"',
      'filename: /ca.pem',
    ])
      checkDiagnostics(cluster(source));
  });

  it('reports weights that do not fit 32 bits', () => {
    const cluster = (policy: string) =>
      boot(`static_resources:
  clusters:
    - { name: app, connect_timeout: 1s, type: STRICT_DNS, ${policy}, load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ load_balancing_weight: 4294967295 }, { load_balancing_weight: 1 }] }] } }
`);
    checkDiagnostics(`${cluster('lb_policy: MAGLEV')}#? error ${code} at "lb_endpoints"\n`);
    checkDiagnostics(cluster('lb_policy: ROUND_ROBIN'));
  });
});

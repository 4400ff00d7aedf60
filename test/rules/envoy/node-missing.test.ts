import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/node-missing';
const bootstrap = (...lines: readonly string[]): string =>
  [
    'dynamic_resources: { ads_config: { api_type: GRPC, transport_api_version: V3, grpc_services: [{ envoy_grpc: { cluster_name: xds } }] } }',
    'static_resources:',
    '  clusters:',
    '    - name: xds',
    '      connect_timeout: 1s',
    '      typed_extension_protocol_options:',
    '        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:',
    '          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
    '          explicit_http_config: { http2_protocol_options: {} }',
    ...lines,
    '',
  ].join('\n');
const listener =
  '  listeners: [{ name: web, address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }, filter_chains: [{ filters: [] }] }]';
const pod = (args: string): string => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: app }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      args: [${args}]
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes:
    - name: config
      configMap: { name: envoy }
#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy }
data:
  envoy.yaml: |
${bootstrap().replace(/^(?=.)/gm, '    ')}`;

describe(code, () => {
  it('is silent where the node is named, or nothing but a management server is', () => {
    checkDiagnostics(`#- /envoy.yaml\n${bootstrap(listener, 'node: { id: a, cluster: "${CLUSTER}" }')}`);
    checkDiagnostics(`#- /envoy.yaml\n${bootstrap()}`);
  });

  it('looks at the arguments of the sidecar that reads the config', () => {
    checkDiagnostics(pod('-c, /etc/envoy/envoy.yaml, --service-node, a, --service-cluster, b'));
    checkDiagnostics(`${pod('-c, /etc/envoy/envoy.yaml')}#? error ${code} at "ads_config"\n`);
  });
});

import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/node-missing';
const off = { 'envoy/unused-cluster': 'off', 'envoy/tls-without-validation': 'off' } as const;
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
  it('reports nothing if the node is named, or nothing but a management server is', () => {
    checkDiagnostics(`#- /envoy.yaml\n${bootstrap(listener, 'node: { id: a, cluster: "${CLUSTER}" }')}`);
    checkDiagnostics(`#- /envoy.yaml\n${bootstrap()}`);
  });

  it('looks at the arguments of the sidecar that reads the config', () => {
    checkDiagnostics(pod('-c, /etc/envoy/envoy.yaml, --service-node, a, --service-cluster, b'));
    checkDiagnostics(`${pod('-c, /etc/envoy/envoy.yaml')}#? error ${code} at "ads_config"\n`);
  });

  it('knows all sources of resources but that of listeners, files among them, and statistics over TCP', () => {
    const run = (lines: string, args = '-c, /etc/envoy/envoy.yaml') =>
      `${pod(args).split('    dynamic_resources')[0]}${lines.replace(/^(?=.)/gm, '    ')}\n`;
    const file = '{ resource_api_version: V3, path_config_source: { path: /etc/xds/one.yaml } }';
    const eds = `static_resources: { clusters: [{ name: app, type: EDS, eds_cluster_config: { eds_config: ${file} } }] }`;
    checkDiagnostics(
      `${run(eds)}#? error ${code} at "eds_config": 'id' and 'cluster' are required in 'node' to use 'eds_config'.\n`,
      off,
    );
    checkDiagnostics(run(eds, '-c, /etc/envoy/envoy.yaml, --service-node, a, --service-cluster, b'), off);
    checkDiagnostics(run(`${eds}\nnode: { id: a, cluster: b }`), off);
    const tls = (fields: string) =>
      `static_resources: { clusters: [{ name: app, transport_socket: { name: tls, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, common_tls_context: { ${fields} } } } }] }`;
    checkDiagnostics(
      `${run(tls(`validation_context_sds_secret_config: { name: a, sds_config: ${file} }`))}#? error ${code} at "sds_config"\n`,
      off,
    );
    const layer = `layered_runtime: { layers: [{ name: a, rtds_layer: { name: a, rtds_config: ${file} } }] }\nstatic_resources: {}`;
    checkDiagnostics(`${run(layer)}#? error ${code} at "rtds_config"\n`, off);
    const statsd = `stats_sinks: [{ name: a, typed_config: { "@type": type.googleapis.com/envoy.config.metrics.v3.StatsdSink, tcp_cluster_name: app } }]\nstatic_resources: { clusters: [{ name: app }] }`;
    checkDiagnostics(`${run(statsd)}#? error ${code} at "tcp_cluster_name"\n`, off);
    checkDiagnostics(run(`dynamic_resources: { lds_config: ${file} }\nstatic_resources: {}`), off);
  });

  it('knows the routes of Thrift and generic proxies, the clusters on demand, and the secrets of OAuth2', () => {
    const from = '{ resource_api_version: V3, path_config_source: { path: /etc/xds/one.yaml } }';
    const run = (filter: string) =>
      `${pod('-c, /etc/envoy/envoy.yaml').split('    dynamic_resources')[0]}    static_resources: { listeners: [{ name: web, address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }, filter_chains: [{ filters: [${filter}] }] }], clusters: [{ name: app }] }\n`;
    const proxy = (type: string, fields: string) =>
      `{ name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.${type}, stat_prefix: a, ${fields} } }`;
    const ignored = { ...off, 'workload/listener-port-undeclared': 'off' } as const;
    const thrift = proxy('thrift_proxy.v3.ThriftProxy', `trds: { route_config_name: a, config_source: ${from} }`);
    checkDiagnostics(`${run(thrift)}#? error ${code} at "config_source"\n`, ignored);
    const onDemand = (source: string) =>
      proxy('tcp_proxy.v3.TcpProxy', `cluster: app, on_demand: { odcds_config: ${source} }`);
    checkDiagnostics(`${run(onDemand(from))}#? error ${code} at "odcds_config"\n`, ignored);
    checkDiagnostics(run(onDemand('{ resource_api_version: V3, ads: {} }')), ignored);
    const secret = `{ name: a, sds_config: ${from} }`;
    const oauth2 = `{ name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.oauth2.v3.OAuth2, config: { token_endpoint: { cluster: app, uri: http://a/b, timeout: 1s }, authorization_endpoint: http://a/c, redirect_uri: http://a/d, redirect_path_matcher: { path: { exact: /d } }, signout_path: { path: { exact: /e } }, credentials: { client_id: a, token_secret: ${secret}, hmac_secret: { name: x-hmac } } } } }`;
    const router =
      '{ name: r, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }';
    const manager = proxy(
      'http_connection_manager.v3.HttpConnectionManager',
      `route_config: {}, http_filters: [${oauth2}, ${router}]`,
    );
    checkDiagnostics(
      `${run(manager)}#? error ${code} at "sds_config"\n#? error envoy/unknown-name at "x-hmac"\n`,
      ignored,
    );
  });

  it('knows virtual hosts on demand, which require the node since Envoy 1.39', () => {
    const source =
      '{ resource_api_version: V3, api_config_source: { api_type: DELTA_GRPC, transport_api_version: V3, grpc_services: [{ envoy_grpc: { cluster_name: xds } }] } }';
    const manager = `{ name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager, stat_prefix: a, route_config: { vhds: { config_source: ${source} } }, http_filters: [{ name: r, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }] } }`;
    const [start = '', clusters = ''] = pod('-c, /etc/envoy/envoy.yaml').split(/ {4}dynamic_resources.*\n/);
    const listeners = `      listeners: [{ name: web, address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }, filter_chains: [{ filters: [${manager}] }] }]\n`;
    const files = `${start}${clusters}${listeners}`;
    const ignored = { ...off, 'workload/listener-port-undeclared': 'off' } as const;
    checkDiagnostics(`${files}#? error ${code} at "config_source"\n`, ignored);
    checkDiagnostics(files.replace('v1.40.0', 'v1.38.3'), ignored);
  });
});

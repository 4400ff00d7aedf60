import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/health-check-path-unserved';
const router =
  '{ name: router, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }';

interface Parts {
  readonly route?: string;
  readonly path?: string;
  readonly check?: string;
  readonly host?: string;
  readonly port?: number;
  readonly endpoint?: string;
  readonly cluster?: string;
  readonly listener?: string;
  readonly manager?: string;
  readonly filters?: string;
  readonly address?: string;
  readonly resources?: string;
}

const config = ({
  route = '{ match: { prefix: /api/ }, direct_response: { status: 200 } }',
  path = '/healthz',
  host = '127.0.0.1',
  port = 8080,
  filters = router,
  address = '0.0.0.0',
  ...more
}: Parts): string => `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: "${address}", port_value: 8080 } }
      ${more.listener ?? ''}
      filter_chains:
        - filters:
            - name: http
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                http_filters: [${filters}]
                ${more.manager ?? ''}
                route_config: { virtual_hosts: [{ name: all, domains: ["*"], routes: [${route}] }] }
    - name: user
      address: { socket_address: { address: 0.0.0.0, port_value: 8081 } }
      filter_chains:
        - filters:
            - { name: tcp, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: t, cluster: self } }
  clusters:
    - name: self
      type: STATIC
      ${more.cluster ?? ''}
      health_checks:
        - { timeout: 1s, interval: 5s, unhealthy_threshold: 1, healthy_threshold: 1, http_health_check: { path: "${path}" ${more.check ?? ''} } }
      load_assignment:
        cluster_name: self
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: "${host}", port_value: ${port} } } ${more.endpoint ?? ''} }
${more.resources ?? ''}`;

const reported = (parts: Parts): void =>
  checkDiagnostics(`${config(parts)}\n#? warning ${code} at ""${parts.path ?? '/healthz'}""\n`);
const silent = (parts: Parts): void => checkDiagnostics(config(parts));

describe(code, () => {
  it('reports a path that no route of the listener matches', () => {
    reported({});
    reported({ path: '/healthz?full=1' });
    reported({ route: '{ match: { path: /health }, direct_response: { status: 200 } }' });
    reported({ route: '{ match: { path_separated_prefix: /api }, direct_response: { status: 200 } }' });
    reported({ host: '::1', address: '::' });
    reported({ address: '127.0.0.1' });
  });

  it('is silent if a route may match', () => {
    for (const match of [
      'prefix: /',
      'prefix: /HEALTHZ',
      'path: /healthz',
      'path_separated_prefix: /healthz',
      'safe_regex: { regex: "/h.*" }',
      'prefix: "$' + '{PREFIX}"',
      'prefix: /, headers: [{ name: a, present_match: true }]',
    ])
      silent({ route: `{ match: { ${match} }, direct_response: { status: 200 } }` });
  });

  it('is silent if something else may answer, or another answer is expected', () => {
    silent({ check: ', expected_statuses: [{ start: 404, end: 405 }]' });
    silent({
      filters: `{ name: lua, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua, default_source_code: { inline_string: "" } } }, ${router}`,
    });
    silent({ manager: 'local_reply_config: {}' });
    silent({ port: 9000 });
    silent({ host: '127.0.0.2' });
    silent({ address: '10.0.0.1' });
    silent({ endpoint: ', health_check_config: { port_value: 9000 }' });
    silent({ path: '/healthz/../api/' });
    silent({ path: '$' + '{HEALTH}' });
    silent({ resources: 'dynamic_resources: { lds_config: { path_config_source: { path: lds.yaml } } }' });
  });

  it('is silent if the cluster does not connect to the listener itself', () => {
    silent({
      cluster:
        'transport_socket: { name: raw, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer } }',
    });
    silent({ listener: 'bind_to_port: false' });
    silent({ listener: 'use_original_dst: true' });
  });
});

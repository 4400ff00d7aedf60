import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, error, extension, http, network, quiet, upstreamTls } from '../../envoy/message-checks/configs.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';

const code = 'envoy/missing-dependency';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  it('reports a policy that only another field makes sense of', () => {
    const policy = (fields: string) => sidecar(`type: STATIC => type: STATIC\\n          ${fields}`);
    checkDiagnostics(`${policy('lb_policy: LOAD_BALANCING_POLICY_CONFIG')}#? error ${code} at "lb_policy"\n`);
    checkDiagnostics(policy('lb_policy: ROUND_ROBIN'));
  });
});

describe('filters', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

  it('post to a path if they post', () => {
    const tunnel = (fields: string) =>
      network(
        extension(
          'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
          `stat_prefix: a, cluster: app, tunneling_config: { hostname: "a:80", ${fields} }`,
        ),
      );
    checkDiagnostics(tunnel('post_path: /a') + error('post_path', 'missing-dependency'), off);
    checkDiagnostics(tunnel('use_post: true, post_path: /a'), off);
  });

  it('keep the health of the app if they ask it', () => {
    const health = (pass: boolean, time = '5s') =>
      http('health_check.v3.HealthCheck', `pass_through_mode: ${pass}, cache_time: ${time}`);
    checkDiagnostics(health(false) + error('cache_time', 'missing-dependency'), off);
    checkDiagnostics(health(true), off);
    // Accepted by Envoy 1.36 to 1.40.
    checkDiagnostics(health(false, '0s'), off);
  });
});

describe('the bootstrap', () => {
  const resources = (fields: string) => `static_resources: { ${fields} }`;
  const listener = resources('listeners: [{ name: a, internal_listener: {}, filter_chains: [{ filters: [] }] }]');
  const extension =
    'bootstrap_extensions: [{ name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.bootstrap.internal_listener.v3.InternalListener } }]';

  const node = 'node: { id: a, cluster: app }';
  const address = (port: number) => `address: { socket_address: { address: 127.0.0.1, port_value: ${port} } }`;
  const sharing = (manager: string) => {
    const limit = '"@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit';
    const router =
      '{ name: r, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }';
    const http =
      '"@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
    const filters = `[{ name: l, typed_config: { ${limit}, stat_prefix: a, token_bucket: { max_tokens: 5, fill_interval: 1s }, local_cluster_rate_limit: {} } }, ${router}]`;
    return bootstrap(
      node,
      manager,
      resources(
        `clusters: [{ name: app, type: STATIC, load_assignment: { cluster_name: app } }], listeners: [{ name: web, ${address(80)}, filter_chains: [{ filters: [{ name: h, typed_config: { ${http}, stat_prefix: a, route_config: {}, http_filters: ${filters} } }] }] }]`,
      ),
    );
  };

  compareWithEnvoy(
    {
      'has a cluster of its own for limits that its Envoys share': [
        [sharing(''), error('local_cluster_rate_limit', 'missing-dependency'), /no local cluster name is present/],
        [sharing('cluster_manager: { local_cluster_name: app }'), ''],
      ],
      'has the extension of its internal listeners': [
        [
          bootstrap(listener),
          error('internal_listener', 'missing-dependency'),
          /InternalListener bootstrap extension is mandatory/,
        ],
        [bootstrap(extension, listener), ''],
      ],
    },
    quiet,
  );
});

describe('a TCP proxy', () => {
  it('says how much it buffers while it waits to connect', () => {
    const proxy = (fields: string) =>
      network(
        extension('envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy', `stat_prefix: a, cluster: app${fields}`),
      );
    const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
    const mode = ', upstream_connect_mode: ON_DOWNSTREAM_DATA';
    checkDiagnostics(proxy(mode) + error('upstream_connect_mode', 'missing-dependency'), off);
    checkDiagnostics(proxy(`${mode}, max_early_data_bytes: 0`), off);
    checkDiagnostics(proxy(', upstream_connect_mode: IMMEDIATE'), off);
  });
});

describe('contexts of TLS', () => {
  it('check names only if the certificate is verified', () => {
    const automatic = (fields: string) => upstreamTls(`auto_sni_san_validation: true${fields}`);
    checkDiagnostics(automatic('') + error('auto_sni_san_validation', 'missing-dependency'), quiet);
    checkDiagnostics(
      automatic(', common_tls_context: { validation_context: {} }') +
        error('auto_sni_san_validation', 'missing-dependency'),
      quiet,
    );
    checkDiagnostics(
      automatic(', common_tls_context: { validation_context: { trusted_ca: { filename: /a } } }'),
      quiet,
    );
  });
});

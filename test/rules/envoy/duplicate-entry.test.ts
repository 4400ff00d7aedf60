import { checkDiagnostics } from '../../fixture/check.ts';
import { error, http, quiet } from '../../envoy/message-checks/configs.ts';

const code = 'envoy/duplicate-entry';
const boot = (text: string): string => `#- /envoy.yaml\n${text}`;

describe(code, () => {
  it('reports layers of the runtime with one name', () => {
    checkDiagnostics(
      `${boot('layered_runtime: { layers: [{ name: a, static_layer: {} }, { name: a, admin_layer: {} }] }\n')}#? error ${code} at "a"#8\n`,
    );
  });
});

describe('DNS caches of one name', () => {
  /** A filter and a cluster that use a cache of one name. */
  const config = (filter: string, cluster: string): string => `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: sni
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.sni_dynamic_forward_proxy.v3.FilterConfig
                dns_cache_config: { name: cache${filter} }
            - name: proxy
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                stat_prefix: proxy
                cluster: any
  clusters:
    - name: any
      lb_policy: CLUSTER_PROVIDED
      cluster_type:
        name: any
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig
          dns_cache_config: { name: cache${cluster} }
`;

  it('have the same settings', () => {
    const claim =
      '#? error envoy/duplicate-entry at "cache"#4: DNS cache \'cache\' is already defined with other settings.\n';
    checkDiagnostics(config(', dns_lookup_family: V4_ONLY', '') + claim, quiet);
    checkDiagnostics(config('', ', max_hosts: 1024') + claim, quiet);
    checkDiagnostics(
      config('', ', key_value_config: null, preresolve_hostnames: [{ address: a.b, port_value: 1 }]') + claim,
      quiet,
    );
  });

  it('are compared as Envoy reads them', () => {
    for (const [one, other] of [
      ['', ', dns_lookup_family: AUTO'],
      [', dns_lookup_family: 1', ', dns_lookup_family: V4_ONLY'],
      [', host_ttl: 5s, max_hosts: 7', ', max_hosts: "7", hostTtl: 5.000s'],
      ['', ', preresolve_hostnames: [], disable_dns_refresh_on_failure: false, host_ttl: null'],
    ])
      checkDiagnostics(config(one ?? '', other ?? ''), quiet);
  });

  it('are not compared if something fills them in', () => {
    checkDiagnostics(config(', host_ttl: "${TTL}"', ''), quiet);
  });
});

describe('authentication', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

  it('has each key once', () => {
    const credentials = (second: string) =>
      http(
        'api_key_auth.v3.ApiKeyAuth',
        `credentials: [{ key: xyz, client: a }, { key: ${second}, client: b }], key_sources: [{ header: x-k }]`,
      );
    checkDiagnostics(credentials('xyz') + error('xyz', 'duplicate-entry', 2), off);
    checkDiagnostics(credentials('zyx'), off);
  });
});

import assert from 'node:assert/strict';
import type { EnvoyConfig } from '../../server/src/analysis/envoy/envoy-config.ts';
import { isEnvoyConfig } from '../../server/src/analysis/envoy/is-envoy-config.ts';
import { lowerEnvoyConfig } from '../../server/src/analysis/envoy/lower-envoy-config.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { asMap } from '../../server/src/analysis/yaml/syntax/yaml-path.ts';

const lower = (text: string): EnvoyConfig =>
  lowerEnvoyConfig(asMap(parseYaml(text).documents[0]?.root) ?? assert.fail('no map'));
const port = (written: string) =>
  lower(`admin: { address: { socket_address: { address: 127.0.0.1, port_value: ${written} } } }`).admin?.address?.port
    ?.value;

describe('lowering a bootstrap', () => {
  it('reads ports as the loader does (semantics cases num-*)', () => {
    for (const [written, value] of [
      ['80', 80],
      ['80.0', 80],
      ['"80.0"', 80],
      ['0x50', 80],
      ['0120', 80],
      ["'080'", 80],
      ['080', 80],
      ['80.', 80],
      ['"0x50"', 80],
      ['8e1', 80],
      ['+80', 80],
    ] as const)
      assert.equal(port(written), value, written);
    for (const written of ['80.5', '-1', 'true', '""', 'abc', '"${PORT}"', '~', '" 80"', '4294967296'])
      assert.equal(port(written), undefined, written);
  });

  it('reads camelCase names like snake_case ones', () => {
    const config = lower(
      'staticResources: { listeners: [{ name: l, address: { socketAddress: { address: "::", portValue: 1 } } }] }',
    );
    assert.equal(config.listeners[0]?.addresses[0]?.port?.value, 1);
  });

  it('reads additional addresses and UDP', () => {
    const config = lower(`static_resources:
  listeners:
    - address: { socket_address: { address: 0.0.0.0, port_value: 1, protocol: UDP } }
      additional_addresses: [{ address: { socket_address: { address: "::", port_value: 2 } } }]`);
    assert.deepEqual(
      config.listeners[0]?.addresses.map((address) => [address.port?.value, address.protocol]),
      [
        [1, 'UDP'],
        [2, 'TCP'],
      ],
    );
  });

  it('finds every reference to a cluster and how Envoy treats it', () => {
    const config = lower(`static_resources:
  listeners:
    - filter_chains:
        - filters:
            - typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                route_config:
                  validate_clusters: false
                  virtual_hosts:
                    - routes:
                        - route: { cluster: a, request_mirror_policies: [{ cluster: m }] }
                        - route: { weighted_clusters: { clusters: [{ name: w1 }, { name: w2 }] } }
                http_filters:
                  - typed_config: { grpc_service: { envoy_grpc: { cluster_name: g } } }
                  - typed_config: { server_uri: {}, http_uri: { uri: x, cluster: u } }
                  - typed_config: { http_service: { server_uri: { cluster: s } }, token_endpoint: { cluster: o } }
                tracing: { provider: { typed_config: { collector_cluster: z } } }
            - typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                cluster: t
`);
    assert.deepEqual(
      config.clusterReferences.map(({ kind, name, validated }) => [kind, name.value, validated]),
      [
        ['route', 'a', false],
        ['mirror', 'm', false],
        ['weighted', 'w1', false],
        ['weighted', 'w2', false],
        ['grpc', 'g', false],
        ['http_uri', 'u', false],
        ['http_uri', 's', false],
        ['http_uri', 'o', false],
        ['grpc', 'z', true],
        ['tcp_proxy', 't', false],
      ],
    );
    assert.ok(config.clusterReferences.every((reference) => reference.listener === config.listeners[0]));
  });

  it('recognises a bootstrap by its content', () => {
    const recognised = (text: string) => isEnvoyConfig(parseYaml(text).documents[0]?.root);
    for (const text of [
      'static_resources: {}',
      '{"staticResources": {"clusters": []}}',
      'admin: { address: { socket_address: {} } }',
    ])
      assert.ok(recognised(text), text);
    for (const text of [
      'apiVersion: v1\nkind: Pod\nstatic_resources: {}',
      'admin: me',
      'node: { id: x }',
      '- static_resources',
      'name: envoy',
    ])
      assert.ok(!recognised(text), text);
  });
});

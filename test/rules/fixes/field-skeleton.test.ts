import assert from 'node:assert/strict';
import { lowerEnvoyConfig } from '../../../server/src/analysis/envoy/lower-envoy-config.ts';
import { fieldSkeleton, hasPlaceholderText } from '../../../server/src/analysis/rules/fixes/field-skeleton.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { asMap } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

/** What a fix writes for a field, in a config with this text. */
function skeleton(type: string, name: string, text = 'admin: {}'): unknown {
  const root = asMap(parseYaml(text).documents[0]?.root);
  assert.ok(root);
  return fieldSkeleton(type, name, lowerEnvoyConfig(root));
}

const config = 'envoy.config';
const named = 'static_resources: { clusters: [{ name: my-cluster }] }';

describe('the skeleton of a field', () => {
  it('is a value that Envoy accepts', () => {
    for (const [type, name, value] of [
      [`${config}.cluster.v3.Cluster`, 'connect_timeout', '1s'],
      [`${config}.cluster.v3.Cluster`, 'type', 'STATIC'],
      [`${config}.cluster.v3.Cluster`, 'ignore_health_on_host_removal', true],
      [`${config}.cluster.v3.Cluster`, 'per_connection_buffer_limit_bytes', 1],
      [`${config}.core.v3.HealthCheck`, 'unhealthy_threshold', 3],
      [`${config}.route.v3.VirtualHost`, 'domains', ['*']],
      ['envoy.type.v3.TokenBucket', 'max_tokens', 1],
    ] as const)
      assert.deepEqual(skeleton(type, name), value, name);
  });

  it('has the required fields of a message', () => {
    assert.deepEqual(skeleton(`${config}.listener.v3.Listener`, 'address'), {
      socket_address: { address: '127.0.0.1', port_value: 8080 },
    });
    assert.deepEqual(skeleton(`${config}.cluster.v3.Cluster`, 'health_checks'), [
      { timeout: '1s', interval: '1s', unhealthy_threshold: 3, healthy_threshold: 2, tcp_health_check: {} },
    ]);
  });

  it('is a cluster of the config where one is named, and a new name for a new one', () => {
    assert.equal(skeleton(`${config}.route.v3.RouteAction`, 'cluster', named), 'my-cluster');
    assert.equal(skeleton(`${config}.route.v3.RouteAction`, 'cluster'), 'my-value');
    assert.equal(skeleton(`${config}.cluster.v3.Cluster`, 'name'), 'my-cluster');
    assert.equal(skeleton(`${config}.cluster.v3.Cluster`, 'name', named), 'my-cluster-2');
  });

  it('has a placeholder for a text that only the user knows', () => {
    const hosts = skeleton(`${config}.route.v3.RouteConfiguration`, 'virtual_hosts');
    assert.deepEqual(hosts, [{ name: 'my-value', domains: ['*'] }]);
    assert.ok(hasPlaceholderText([{ name: 'my-value', domains: ['*'] }]));
    assert.ok(!hasPlaceholderText({ domains: ['*'] }));
  });

  it('is unknown for extensions, maps, bytes and fields that do not exist', () => {
    for (const [type, name] of [
      [`${config}.core.v3.TypedExtensionConfig`, 'typed_config'],
      [`${config}.cluster.v3.Cluster`, 'typed_extension_protocol_options'],
      [`${config}.core.v3.DataSource`, 'inline_bytes'],
      [`${config}.core.v3.Address`, 'nothing'],
    ] as const)
      assert.equal(skeleton(type, name), undefined, name);
  });
});

import assert from 'node:assert/strict';
import {
  enumValues,
  extensionTypes,
  fieldOf,
  jsonName,
  messageFields,
  messageOf,
  typeOfUrl,
} from '../../server/src/analysis/schema/envoy-facts.ts';

const cluster = 'envoy.config.cluster.v3.Cluster';
const filter = 'envoy.config.listener.v3.Filter';

describe('facts about Envoy’s API', () => {
  it('give the fields of a message in order of their numbers', () => {
    const fields = messageFields(cluster);
    assert.deepEqual(
      fields.slice(0, 3).map(({ name }) => name),
      ['name', 'type', 'eds_cluster_config'],
    );
    const numbers = fields.map(({ field }) => field.n);
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => a - b),
    );
    assert.deepEqual(messageFields('envoy.config.cluster.v3.Clutser'), []);
  });

  it('find a field by both of its names', () => {
    for (const key of ['connect_timeout', 'connectTimeout']) {
      const found = fieldOf(cluster, key);
      assert.equal(found?.name, 'connect_timeout');
      assert.equal(found?.field.t, 'google.protobuf.Duration');
      assert.deepEqual(found?.field.v, { duration: { gt: '0s' } });
    }
    assert.equal(fieldOf(cluster, 'connect_Timeout'), undefined);
    assert.equal(fieldOf(cluster, 'ConnectTimeout'), undefined);
    assert.equal(fieldOf('envoy.Nothing', 'name'), undefined);
  });

  it('find nothing in the names that every object has', () => {
    assert.equal(fieldOf(cluster, 'constructor'), undefined);
    assert.equal(messageOf('__proto__'), undefined);
    assert.deepEqual(enumValues('toString'), []);
  });

  it('write names as protobuf’s JSON does', () => {
    assert.equal(jsonName('http2_protocol_options'), 'http2ProtocolOptions');
    assert.equal(jsonName('http_11_proxy'), 'http11Proxy');
    assert.equal(jsonName('name'), 'name');
  });

  it('give oneofs, lists, maps and annotations', () => {
    assert.equal(fieldOf(cluster, 'cluster_type')?.field.x, 'cluster_discovery_type');
    assert.equal(fieldOf(cluster, 'hosts'), undefined);
    assert.equal(fieldOf(cluster, 'transport_socket_matches')?.field.r, 1);
    assert.equal(fieldOf(cluster, 'typed_extension_protocol_options')?.field.t, 'map<string,google.protobuf.Any>');
    assert.equal(fieldOf(cluster, 'http2_protocol_options')?.field.a?.deprecated, true);
    assert.deepEqual(messageOf('envoy.config.core.v3.Address')?.q, ['address']);
  });

  it('give the values of an enum', () => {
    assert.deepEqual(
      enumValues(`${cluster}.DiscoveryType`).map(({ name, number }) => `${name}=${number}`),
      ['STATIC=0', 'STRICT_DNS=1', 'LOGICAL_DNS=2', 'EDS=3', 'ORIGINAL_DST=4'],
    );
    const hidden = enumValues('envoy.config.core.v3.ApiVersion').find(({ name }) => name === 'V2');
    assert.deepEqual(hidden, { name: 'V2', number: 1, deprecated: true, disallowedByDefault: false });
  });

  it('give the types of a slot by its categories', () => {
    assert.deepEqual(fieldOf(filter, 'typed_config')?.field.c, ['envoy.filters.network']);
    const types = extensionTypes('envoy.filters.network');
    assert.ok(types.length > 20);
    assert.deepEqual(
      types.find(({ extension }) => extension === 'envoy.filters.network.tcp_proxy'),
      {
        extension: 'envoy.filters.network.tcp_proxy',
        type: 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
      },
    );
    assert.deepEqual(extensionTypes('envoy.filters.nothing'), []);
  });

  it('give the route types of HTTP filters among theirs', () => {
    const types = extensionTypes('envoy.filters.http').map(({ type }) => type);
    assert.ok(types.includes('envoy.extensions.filters.http.router.v3.Router'));
    assert.ok(types.includes('envoy.extensions.filters.http.cors.v3.CorsPolicy'));
  });

  it('distinguish a type URL of any host, a type of the contrib image and an unknown one', () => {
    const router = 'envoy.extensions.filters.http.router.v3.Router';
    assert.deepEqual(typeOfUrl(`type.googleapis.com/${router}`), {
      kind: 'message',
      name: router,
      message: messageOf(router),
    });
    assert.equal(typeOfUrl(`example.com/a/${router}`).kind, 'message');
    const golang = 'envoy.extensions.filters.http.golang.v3alpha.Config';
    assert.deepEqual(typeOfUrl(`type.googleapis.com/${golang}`), { kind: 'contrib', name: golang });
    const old = 'envoy.config.filter.http.router.v2.Router';
    assert.deepEqual(typeOfUrl(`type.googleapis.com/${old}`), { kind: 'unknown', name: old });
  });
});

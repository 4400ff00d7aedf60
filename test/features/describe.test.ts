import assert from 'node:assert/strict';
import { describe as describeApi, formatMessage } from '../../server/src/analysis/index.ts';
import { envoyFacts } from '../../server/src/analysis/schema/envoy-facts.ts';

const said = (field: string, version?: string): string => {
  const [, message = '', name = ''] = /^(.*)\.(\w+)$/.exec(field) ?? [];
  const found = describeApi({ kind: 'field', message, name, ...(version !== undefined && { version }) });
  return (found?.sentences ?? []).map((one) => formatMessage(one)).join(' ');
};

describe('descriptions of the API', () => {
  it('describe limits', () => {
    for (const [field, sentences] of [
      ['envoy.config.core.v3.SocketAddress.address', 'Required.'],
      ['envoy.config.core.v3.Pipe.mode', 'At most 511.'],
      ['envoy.config.cluster.v3.Cluster.RingHashLbConfig.minimum_ring_size', 'At most 8388608.'],
      ['envoy.config.route.v3.RouteConfiguration.request_headers_to_add', 'At most 1000 items.'],
      ['envoy.config.route.v3.RouteMatch.path_separated_prefix', 'Must match the pattern `^[^?#]+[^?#/]$`.'],
    ] as const)
      assert.ok(said(field).endsWith(sentences), `${field}: ${said(field)}`);
  });

  it('list the fields that exclude a field, except deprecated ones', () => {
    assert.match(
      said('envoy.config.core.v3.Address.pipe'),
      /^Exactly one of this and `socket_address`, .* must be set\./,
    );
    assert.match(
      said('envoy.config.cluster.v3.Cluster.maglev_lb_config'),
      /^Cannot be used together with `ring_hash_lb_config`/,
    );
  });

  it('show that the target version lacks a field', () => {
    const field =
      'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.forward_client_cert_matcher';
    assert.match(
      said(field, '1.32'),
      /^Not available in Envoy 1\.32, the version this file is checked for\. .*Since Envoy 1\.\d+\./,
    );
    assert.match(said(field, '1.40'), /^(?!Not available).*Since Envoy 1\.\d+\./);
  });

  it('are whole sentences for every field, value and type', () => {
    const { messages, enums } = envoyFacts();
    const all = [
      ...Object.entries(messages).flatMap(([message, { f }]) => [
        { kind: 'type', name: message } as const,
        ...Object.keys(f).map((name) => ({ kind: 'field', message, name }) as const),
      ]),
      ...Object.entries(enums).flatMap(([of, values]) =>
        Object.keys(values).map((name) => ({ kind: 'enum-value', enum: of, name }) as const),
      ),
    ];
    for (const described of all) {
      const found = describeApi(described);
      assert.ok(found && found.title !== '', JSON.stringify(described));
      for (const sentence of found.sentences.map((one) => formatMessage(one))) {
        assert.match(sentence, /^[A-Z\d].*\.$/s, JSON.stringify(described));
        assert.doesNotMatch(sentence, /undefined|\[object|NaN|\{\d\}/, JSON.stringify(described));
      }
    }
  });

  it('are empty for unknown fields, values and types', () => {
    assert.equal(describeApi({ kind: 'field', message: 'constructor', name: 'x' }), undefined);
    assert.equal(describeApi({ kind: 'enum-value', enum: 'toString', name: 'x' }), undefined);
    assert.equal(describeApi({ kind: 'type', name: 'hasOwnProperty' }), undefined);
  });
});

import assert from 'node:assert/strict';
import { equivalenceKey, messageKey } from '../../server/src/analysis/envoy/message-key.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';

const cache = 'envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig';
const any = 'google.protobuf.Any';
const options = 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions';

const keyOf = (text: string, type = cache): string | undefined =>
  messageKey(parseYaml(text).documents[0]?.root ?? assert.fail(text), type);

const areEqual = (one: string, other: string, type?: string): void => {
  assert.ok(keyOf(one, type), one);
  assert.equal(keyOf(one, type), keyOf(other, type), other);
};

const differ = (one: string, other: string, type?: string): void =>
  assert.notEqual(keyOf(one, type), keyOf(other, type), `${one} and ${other}`);

describe('the key of a message', () => {
  it('is the same for fields in any order and spelling', () => {
    areEqual('{ name: a, dns_lookup_family: V4_ONLY }', '{ dnsLookupFamily: 1, name: "a" }');
    differ('{ name: a, dns_lookup_family: V4_ONLY }', '{ name: a, dns_lookup_family: V6_ONLY }');
    differ('{ name: a }', '{ name: b }');
  });

  it('depends on the type and the fields of an extension', () => {
    const typed = (fields: string) => `{ "@type": ${options}, ${fields} }`;
    areEqual(
      typed('upstream_http_protocol_options: { auto_sni: true }'),
      typed('upstreamHttpProtocolOptions: { autoSni: true }'),
      any,
    );
    differ(
      typed('upstream_http_protocol_options: { auto_sni: true }'),
      typed('upstream_http_protocol_options: {}'),
      any,
    );
    assert.equal(keyOf('{ "@type": type.googleapis.com/nobody.Knows }', any), undefined);
    assert.equal(keyOf('{ "@type": type.googleapis.com/google.protobuf.Struct, value: {} }', any), undefined);
    assert.equal(keyOf('a', any), undefined);
  });

  it('depends on the keys of a map, in any order', () => {
    const map = (...entries: readonly string[]) => `{ typed_extension_protocol_options: { ${entries.join(', ')} } }`;
    const [a, b] = ['a', 'b'].map((key) => `${key}: { "@type": ${options} }`);
    const type = 'envoy.config.cluster.v3.Cluster';
    areEqual(map(a ?? '', b ?? ''), map(b ?? '', a ?? ''), type);
    differ(map(a ?? ''), map(b ?? ''), type);
    assert.equal(keyOf(map('a: { "@type": x }'), type), undefined);
  });

  it('is not known for unknown, repeated and empty fields', () => {
    for (const text of ['{ nam: a }', '{ name: a, name: b }', '{ name: }', 'a'])
      assert.equal(keyOf(text), undefined, text);
  });
});

describe('the key of equivalent messages', () => {
  it('is the same with a field whose value is empty, at any depth', () => {
    const key = (text: string) => equivalenceKey(parseYaml(text).documents[0]?.root ?? assert.fail(text), cache);
    for (const field of [
      'dns_cache_circuit_breaker: {}',
      'dns_cache_circuit_breaker: { max_pending_requests: 0 }',
      'dns_query_timeout: 0s',
      'resolved_address_filter: { ranges: [] }',
      'disable_dns_refresh_on_failure: false',
    ])
      assert.equal(key(`{ name: a, ${field} }`), key('{ name: a }'), field);
    differ('{ name: a }', '{ name: a, dns_query_timeout: 0s }');
    for (const field of ['preresolve_hostnames: [{}]', 'dns_query_timeout: 5s'])
      assert.notEqual(key(`{ name: a, ${field} }`), key('{ name: a }'), field);
  });
});

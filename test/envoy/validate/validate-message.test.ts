import assert from 'node:assert/strict';
import type { EnvoyFinding } from '../../../server/src/analysis/envoy/validate/envoy-finding.ts';
import { findingRange } from '../../../server/src/analysis/envoy/validate/envoy-finding.ts';
import { validateMessage } from '../../../server/src/analysis/envoy/validate/validate-message.ts';
import type { ValidateOptions } from '../../../server/src/analysis/envoy/validate/walk.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';

const cluster = 'envoy.config.cluster.v3.Cluster';

/** The codes and the text that each is shown at. */
function found(text: string, type = cluster, options: ValidateOptions = {}): string[] {
  const root = parseYaml(text).documents[0]?.root ?? assert.fail('no root');
  return validateMessage(root, type, options).map((finding: EnvoyFinding) => {
    const { start, end } = findingRange(root, finding);
    return `${finding.code} ${text.slice(start, end)}`;
  });
}

describe('the walk over a message', () => {
  it('reads names in snake_case and lowerCamelCase, and no others', () => {
    assert.deepEqual(found('{ name: a, connect_timeout: 1s }'), []);
    assert.deepEqual(found('{ name: a, connectTimeout: 1s }'), []);
    assert.deepEqual(found('{ name: a, Connect_Timeout: 1s, connect-timeout: 1s }'), [
      'unknown-field Connect_Timeout',
      'unknown-field connect-timeout',
    ]);
  });

  it('uses the last of equal keys, skips values with the tag !ignore, and supports no merge keys', () => {
    assert.deepEqual(found('name: a\ntype: NOPE\ntype: STATIC\n'), []);
    assert.deepEqual(found('name: a\n!ignore x: &x 1\n'), []);
    assert.deepEqual(found('name: a\n<<: { type: STATIC }\n'), ['merge-key <<']);
  });

  it('takes null for nothing', () => {
    assert.deepEqual(found('{ name: a, type: ~, health_checks: null, load_assignment: }'), []);
    assert.deepEqual(found('{ name: ~ }'), ['missing-field name']);
  });

  it('holds durations and wrapped values against their rules where they are written as messages', () => {
    assert.deepEqual(
      found('{ name: a, connect_timeout: { seconds: 5 }, max_requests_per_connection: {} }').slice(1),
      [],
    );
    assert.deepEqual(found('{ name: a, connect_timeout: {} }'), ['out-of-range connect_timeout']);
    assert.deepEqual(found('{ name: a, connect_timeout: { nanos: 5 } }'), []);
    const outliers = 'envoy.config.cluster.v3.OutlierDetection';
    assert.deepEqual(found('{ enforcing_consecutive_5xx: { value: 101 } }', outliers), [
      'out-of-range enforcing_consecutive_5xx',
    ]);
    assert.deepEqual(found('{ enforcing_consecutive_5xx: { value: "${X}" } }', outliers).slice(1), []);
  });

  it('reads a single value as a list of one, but not a list as a value', () => {
    const check = '{ timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, tcp_health_check: {} }';
    assert.deepEqual(found(`{ name: a, health_checks: ${check} }`), []);
    assert.deepEqual(found(`{ name: a, health_checks: [[${check}]] }`), []);
    const list = 'envoy.extensions.filters.http.jwt_authn.v3.JwtRequirementOrList';
    assert.deepEqual(found('{ requirements: { provider_name: a } }', list), ['out-of-range requirements']);
    assert.deepEqual(found('{ name: [a] }'), ['wrong-type name']);
    assert.deepEqual(found('{ name: a, load_assignment: [{ cluster_name: a }] }'), ['wrong-type load_assignment']);
  });

  it('takes wrappers as values or as messages', () => {
    const field = 'per_connection_buffer_limit_bytes';
    for (const value of ['5', '"5"', '{ value: 5 }', '1e3', '~'])
      assert.deepEqual(found(`{ name: a, ${field}: ${value} }`), [], value);
    assert.deepEqual(found(`{ name: a, ${field}: { value: 5, foo: 1 } }`), ['unknown-field foo']);
    assert.deepEqual(found(`{ name: a, ${field}: -1 }`), ['invalid-value -1']);
  });

  it('takes anything in a Struct, and only a map for one', () => {
    const metadata = (value: string) => `{ name: a, metadata: { filter_metadata: { any: ${value} } } }`;
    assert.deepEqual(found(metadata('{ a: [1, { b: ~ }], c: true }')), []);
    assert.deepEqual(found(metadata('[a]')), ['wrong-type any']);
  });

  it('reports the second of two members of a oneof, also of one in both spellings', () => {
    assert.deepEqual(
      found(
        '{ name: a, type: STATIC, cluster_type: { name: b, typed_config: { "@type": type.googleapis.com/envoy.extensions.clusters.dns.v3.DnsCluster } } }',
      ),
      ['oneof-conflict cluster_type'],
    );
    assert.deepEqual(found('{ name: a, altStatName: a, alt_stat_name: b }'), ['duplicate-field alt_stat_name']);
    const match = 'envoy.config.route.v3.RouteMatch';
    assert.deepEqual(found('{ safeRegex: { regex: a }, safe_regex: { regex: b } }', match), [
      'oneof-conflict safe_regex',
    ]);
    assert.deepEqual(found('{ name: a, type: STATIC, cluster_type: ~ }'), []);
  });

  it('goes by the type and the slot of an extension', () => {
    const socket = (config: string) => `{ name: a, transport_socket: { name: b, typed_config: ${config} } }`;
    const type = 'type.googleapis.com/envoy.extensions.transport_sockets';
    assert.deepEqual(found(socket(`{ "@type": ${type}.raw_buffer.v3.RawBuffer }`)), []);
    assert.deepEqual(
      found(socket(`{ "@type": any.host/of/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer }`)),
      [],
    );
    assert.deepEqual(found(socket(`{ "@type": ${type}.tls.v3.DownstreamTlsContext }`)), [
      `wrong-extension-category ${type}.tls.v3.DownstreamTlsContext`,
    ]);
    assert.deepEqual(found(socket(`{ "@type": ${type}.raw_bufer.v3.RawBuffer }`)), [
      `unknown-extension ${type}.raw_bufer.v3.RawBuffer`,
    ]);
    assert.deepEqual(found(socket('{ "@type": RawBuffer }')), ['invalid-value RawBuffer']);
    assert.deepEqual(found(socket('{ type: a }')), ['missing-type typed_config']);
    assert.deepEqual(found(socket('text')), ['wrong-type text']);
    assert.deepEqual(found(socket('{}')), ['missing-type transport_socket']);
    assert.deepEqual(found('{ name: a, transport_socket: { name: b } }'), ['missing-type transport_socket']);
  });

  it('reads a TypedStruct as what it names', () => {
    const struct = (value: string) =>
      `{ name: a, transport_socket: { name: b, typed_config: { "@type": type.googleapis.com/xds.type.v3.TypedStruct, type_url: a/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, value: ${value} } } }`;
    assert.deepEqual(found(struct('{ sni: a }')), []);
    assert.deepEqual(found(struct('{ snii: a }')), ['unknown-field snii']);
  });

  it('reports nothing if the value is filled in', () => {
    for (const text of ['{ name: "${NAME}" }', '{ name: a, load_assignment: … }', '{ … }', '{ name: a, "...": 1 }'])
      assert.deepEqual(found(text), [], text);
    assert.deepEqual(found('{ name: a, connect_timeout: "${T}" }'), ['wrong-type "${T}"']);
  });

  it('does not check rules of the API that Envoy does not check', () => {
    const resolver = (config: string) =>
      `{ name: a, typed_dns_resolver_config: { name: b, typed_config: { "@type": type.googleapis.com/envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig, ${config} } } }`;
    assert.deepEqual(found(resolver('resolvers: [{ socket_address: { address: 1.1.1.1 } }]')), []);
    assert.deepEqual(found(resolver('resolver: []')), ['unknown-field resolver']);
  });

  it('keeps values of a field in two spellings, and optional ones', () => {
    const names = 'envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher';
    assert.deepEqual(found('{ sanType: DNS, san_type: 0, matcher: { exact: a } }', names), [
      'duplicate-field san_type',
    ]);
    assert.deepEqual(found('{ name: a, connectTimeout: 1s, connect_timeout: {} }'), [
      'duplicate-field connect_timeout',
    ]);
    assert.deepEqual(found('{ san_type: 0, matcher: { exact: a } }', names), ['out-of-range 0']);
    const plugin = 'envoy.config.route.v3.ClusterSpecifierPlugin';
    assert.deepEqual(found('{ extension: { name: a, typed_config: {} }, is_optional: true }', plugin), []);
    const cache = 'envoy.config.core.v3.AlternateProtocolsCacheOptions';
    assert.deepEqual(found('{ name: c, key_value_store_config: { name: x, typed_config: {} } }', cache), []);
    assert.deepEqual(found('{ is_optional: true }', plugin), ['missing-field is_optional']);
    assert.deepEqual(found('{ extension: { name: a, typed_config: {} } }', plugin), ['missing-type extension']);
  });

  it('goes by the version', () => {
    const budget = '{ name: a, circuit_breakers: { thresholds: [{ retry_budget: { budget_interval: 10s } }] } }';
    assert.deepEqual(found(budget, cluster, { version: '1.38' }), ['version-too-old budget_interval']);
    assert.deepEqual(found(budget, cluster, { version: '1.39.2' }), []);
    assert.deepEqual(found(budget, cluster, { version: '1.50' }), []);
    assert.deepEqual(found('{ name: a, per_connection_buffer_limit_bytes: "5.0" }', cluster, { version: '1.36' }), [
      'invalid-value "5.0"',
    ]);
  });

  it('finds everything in one pass, in file order', () => {
    assert.deepEqual(found('connect_timeout: 5\nlb_policy: STICKY\ntyp: STATIC\n'), [
      'wrong-type 5',
      'invalid-value STICKY',
      'unknown-field typ',
      'missing-field connect_timeout',
    ]);
  });
});

import assert from 'node:assert/strict';
import {
  deprecated,
  type EnvoyElement,
  presence,
  removed,
  rulesIn,
  since,
} from '../../server/src/analysis/schema/envoy-versions.ts';

const field = (message: string, name: string): EnvoyElement => ({ kind: 'field', message, name });
const connectTimeout = field('envoy.config.cluster.v3.Cluster', 'connect_timeout');
const keyValuePair: EnvoyElement = { kind: 'message', name: 'envoy.config.core.v3.KeyValuePair' };
const listenerManager: EnvoyElement = { kind: 'message', name: 'envoy.config.listener.v3.ListenerManager' };

describe('versions of Envoy’s API', () => {
  it('report nothing about what never changed', () => {
    assert.equal(since(connectTimeout), undefined);
    assert.equal(removed(connectTimeout), undefined);
    assert.equal(deprecated(connectTimeout), undefined);
    assert.equal(presence(connectTimeout, '1.32'), 'present');
    assert.equal(presence(connectTimeout, '1.34.1'), 'present');
  });

  it('give the last version without and the first version with something', () => {
    assert.deepEqual(since(keyValuePair), { version: '1.35', before: '1.32' });
    assert.deepEqual(
      ['1.20', '1.32', '1.33', '1.34', '1.35', '1.40'].map((version) => presence(keyValuePair, version)),
      ['absent', 'absent', 'unknown', 'unknown', 'present', 'present'],
    );
  });

  it('date a field of a new message by the message', () => {
    assert.deepEqual(since(field('envoy.config.core.v3.KeyValuePair', 'key')), { version: '1.35', before: '1.32' });
  });

  it('show removed fields', () => {
    assert.deepEqual(removed(listenerManager), { version: '1.39', before: '1.38' });
    assert.equal(presence(listenerManager, '1.38'), 'present');
    assert.equal(presence(listenerManager, '1.39'), 'absent');
    assert.equal(presence(listenerManager, '1.41'), 'absent');
  });

  it('show since when something is deprecated, or that it always was', () => {
    const limit = field('envoy.config.route.v3.Route', 'per_request_buffer_limit_bytes');
    assert.deepEqual(deprecated(limit), { version: '1.36', before: '1.35' });
    const options = field('envoy.config.cluster.v3.Cluster', 'http2_protocol_options');
    assert.deepEqual(deprecated(options), { version: '1.22', before: undefined });
    const old: EnvoyElement = { kind: 'enum-value', enum: 'envoy.config.core.v3.ApiVersion', name: 'V2' };
    assert.deepEqual(deprecated(old), { version: '1.22', before: undefined });
  });

  it('know extensions from the first binary that could be asked', () => {
    const router: EnvoyElement = {
      kind: 'extension',
      category: 'envoy.filters.http',
      name: 'envoy.filters.http.router',
    };
    assert.equal(presence(router, '1.36'), 'present');
    assert.equal(presence(router, '1.35'), 'unknown');
    const bridge: EnvoyElement = { ...router, name: 'envoy.filters.http.mcp_json_rest_bridge' };
    assert.deepEqual(since(bridge), { version: '1.38', before: '1.37' });
    assert.equal(presence(bridge, '1.37.2'), 'absent');
  });

  it('say nothing of versions that did not exist when the facts were made', () => {
    assert.equal(presence(connectTimeout, '1.41'), 'unknown');
    assert.equal(presence(keyValuePair, '1.41'), 'unknown');
    assert.deepEqual(rulesIn('envoy.config.cluster.v3.Cluster', 'connect_timeout', '1.41'), { kind: 'unknown' });
  });

  it('give the rules of a version', () => {
    const message = 'envoy.config.trace.v3.ZipkinConfig';
    const before = { kind: 'known', rules: { string: { minLen: '1' } } };
    assert.deepEqual(rulesIn(message, 'collector_cluster', '1.35'), before);
    assert.deepEqual(rulesIn(message, 'collector_cluster', '1.32'), before);
    assert.deepEqual(rulesIn(message, 'collector_cluster', '1.36'), { kind: 'known', rules: undefined });
    assert.deepEqual(rulesIn(message, 'collector_cluster', '1.21'), { kind: 'unknown' });
    const jitter = (version: string) => rulesIn('envoy.config.cluster.v3.Cluster', 'dns_jitter', version);
    assert.deepEqual(jitter('1.32'), { kind: 'known', rules: undefined });
    assert.deepEqual(jitter('1.34'), { kind: 'unknown' });
    assert.equal(jitter('1.35').kind, 'known');
    assert.notDeepEqual(jitter('1.35'), jitter('1.32'));
  });
});

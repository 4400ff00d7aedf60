import assert from 'node:assert/strict';
import { validateMessage } from '../../../server/src/analysis/envoy/validate/validate-message.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';

const codes = (text: string, type: string) =>
  validateMessage(parseYaml(text).documents[0]?.root ?? assert.fail('no root'), type, {}).map((finding) => ({
    code: finding.code,
    ...('together' in finding && finding.together && { into: finding.together.into, keys: finding.together.keys }),
  }));

describe('what only follows from another finding', () => {
  it('is a field that is missing because its key is mistyped', () => {
    assert.deepEqual(codes('{ nmae: a }', 'envoy.config.cluster.v3.Cluster'), [{ code: 'unknown-field' }]);
    assert.deepEqual(codes('{ address: a, port: 80 }', 'envoy.config.core.v3.SocketAddress'), [
      { code: 'unknown-field' },
    ]);
    assert.deepEqual(codes('{ "address:a port_value": 80 }', 'envoy.config.core.v3.SocketAddress'), [
      { code: 'unknown-field' },
    ]);
  });

  it('is a field that is a level too high or too low', () => {
    assert.deepEqual(codes('match:\nprefix: /\nredirect: {}\n', 'envoy.config.route.v3.Route'), [
      { code: 'unknown-field', into: 'match', keys: ['prefix'] },
    ]);
    assert.deepEqual(codes('address:\n  address: a\n  port_value: 80\n', 'envoy.config.core.v3.SocketAddress'), [
      { code: 'wrong-type' },
    ]);
  });

  it('is the field whose key is missing around others, which are reported together', () => {
    assert.deepEqual(codes('{ key: a, value: b }', 'envoy.config.core.v3.HeaderValueOption'), [
      { code: 'unknown-field', into: 'header', keys: ['key', 'value'] },
    ]);
  });

  it('is not a field that is missing for itself', () => {
    assert.deepEqual(codes('{ foo: a }', 'envoy.config.cluster.v3.Cluster'), [
      { code: 'unknown-field' },
      { code: 'missing-field' },
    ]);
  });
});

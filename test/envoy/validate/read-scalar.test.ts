import assert from 'node:assert/strict';
import type { LoadedScalar } from '../../../server/src/analysis/envoy/validate/loaded-scalar.ts';
import { readScalar } from '../../../server/src/analysis/envoy/validate/read-scalar.ts';

const loaded = (value: string | number | boolean): Exclude<LoadedScalar, { kind: 'null' }> =>
  typeof value === 'string'
    ? { kind: 'string', value }
    : typeof value === 'number'
      ? { kind: 'number', value }
      : { kind: 'bool', value };

const read = (type: string, value: string | number | boolean, wholeFractions = true) => {
  const reading = readScalar(type, loaded(value), { wholeFractions });
  return reading.kind === 'value' ? reading.value : reading.problem.code;
};

describe('a scalar in a field', () => {
  it('must be a string for a string', () => {
    assert.equal(read('string', '80'), '80');
    assert.equal(read('string', 80), 'wrong-type');
    assert.equal(read('string', true), 'wrong-type');
  });

  it('is a whole number, also in quotes, within the bits of its type', () => {
    assert.equal(read('uint32', 80), 80);
    assert.equal(read('uint32', '080'), 80);
    assert.equal(read('uint32', '1e3'), 1000);
    assert.equal(read('uint32', '80.0'), 80);
    assert.equal(read('uint32', '80.0', false), 'invalid-value', 'before 1.37');
    assert.equal(read('uint32', '80.5'), 'invalid-value');
    assert.equal(read('uint32', -1), 'invalid-value');
    assert.equal(read('uint32', '4294967296'), 'invalid-value');
    assert.equal(read('uint32', ''), 'invalid-value');
    assert.equal(read('uint32', 'http'), 'invalid-value');
    assert.equal(read('uint32', true), 'wrong-type');
    assert.equal(read('int32', -1), -1);
    assert.equal(read('uint64', '18446744073709551615'), 18446744073709551615n);
    assert.equal(read('uint64', '18446744073709551616'), 'invalid-value');
  });

  it('is a number with a fraction', () => {
    assert.equal(read('double', '50.5'), 50.5);
    assert.equal(read('double', '0x5'), 5);
    assert.equal(read('double', '+5'), 5);
    assert.equal(read('double', '.inf'), 'invalid-value');
    assert.ok(Number.isNaN(read('double', 'NaN')));
  });

  it('is a boolean for the words of Abseil', () => {
    assert.equal(read('bool', true), true);
    for (const text of ['true', 'T', 'tRue', 'yes', 'y', '1']) assert.equal(read('bool', text), true, text);
    for (const text of ['false', 'no', '0']) assert.equal(read('bool', text), false, text);
    assert.equal(read('bool', 1), 'wrong-type');
    assert.equal(read('bool', 'maybe'), 'invalid-value');
    assert.equal(read('bool', ' true'), 'invalid-value');
  });

  it('is a value of an enum by name in any case, or by number', () => {
    const type = 'envoy.config.cluster.v3.Cluster.DiscoveryType';
    assert.equal(read(type, 'STRICT_DNS'), 1);
    assert.equal(read(type, 'strict_Dns'), 1);
    assert.equal(read(type, 1), 1);
    assert.equal(read(type, '1'), 1);
    assert.equal(read(type, 99), 99, 'a rule says whether it must be defined');
    for (const text of ['STRICT-DNS', 'strictDns', '', 'STATIC ', '1.0'])
      assert.equal(read(type, text), 'invalid-value', text);
    assert.equal(read(type, true), 'wrong-type');
  });

  it('is a duration in seconds', () => {
    const type = 'google.protobuf.Duration';
    assert.equal(read(type, '0.25s'), 250_000_000n);
    assert.equal(read(type, '-1s'), -1_000_000_000n);
    assert.equal(read(type, '1.123456789s'), 1_123_456_789n);
    for (const text of ['5', '250ms', '1m', '1.5', '1s ', '.5s', '1.s', '+1s', '1S', '1e0s', '1.1234567891s', ''])
      assert.equal(read(type, text), 'invalid-value', text);
    assert.equal(read(type, 5), 'wrong-type');
  });

  it('is base64, or a time', () => {
    assert.equal(read('bytes', 'aGVsbG8='), 'aGVsbG8=');
    assert.equal(read('bytes', 'a b'), 'invalid-value');
    // Asked of Envoy 1.40.
    for (const text of ['aa', 'aaa', 'aa==', 'aaa=', '']) assert.equal(read('bytes', text), text);
    for (const text of ['5', 'aaaaa', 'aa=', 'aaa==', 'aaaa=', '5=='])
      assert.equal(read('bytes', text), 'invalid-value');
    assert.equal(read('bytes', 5), 'wrong-type');
    assert.equal(read('google.protobuf.Timestamp', '2026-01-31T12:00:00Z'), '2026-01-31T12:00:00Z');
    assert.equal(read('google.protobuf.Timestamp', 'today'), 'invalid-value');
  });
});

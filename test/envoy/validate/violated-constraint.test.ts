import assert from 'node:assert/strict';
import { violatedConstraint, type Rules } from '../../../server/src/analysis/envoy/validate/violated-constraint.ts';
import type { ScalarValue } from '../../../server/src/analysis/envoy/validate/read-scalar.ts';

const name = (rules: Rules, value: ScalarValue): string | undefined => violatedConstraint(rules, value)?.name;

describe('rules of the API', () => {
  it('limit numbers, 64-bit ones as well', () => {
    assert.equal(name({ uint32: { lte: 65535 } }, 65535), undefined);
    assert.equal(name({ uint32: { lte: 65535 } }, 65536), 'lte');
    assert.equal(name({ uint32: { gt: 0 } }, 0), 'gt');
    assert.equal(name({ uint64: { gte: '1' } }, 0n), 'gte');
    assert.equal(name({ double: { gte: 0, lte: 100 } }, Number.NaN), 'gte', 'what is no number breaks every limit');
    assert.equal(name({ uint32: { ignoreEmpty: true, gte: 1024 } }, 0), undefined);
    assert.equal(name({ enum: { notIn: [0] } }, 0), 'not_in');
  });

  it('limit durations, which are never negative', () => {
    const second = 1_000_000_000n;
    assert.equal(name({ duration: { gt: {} } }, 0n), 'gt');
    assert.equal(name({ duration: { gte: '0.001s' } }, 999_999n), 'gte');
    assert.equal(name({ duration: { gte: '0.001s' } }, 1_000_000n), undefined);
    assert.equal(name({ duration: {} }, -second), 'gte');
    assert.equal(name({ duration: {} }, 9_223_372_036n * second), 'lte');
  });

  it('limit strings by characters, not by bytes or UTF-16 units', () => {
    assert.equal(name({ string: { minLen: '1' } }, ''), 'min_len');
    assert.equal(name({ string: { maxLen: '2' } }, '😀😀'), undefined);
    assert.equal(name({ string: { maxBytes: '7' } }, '😀😀'), 'max_bytes');
    assert.equal(name({ string: { in: ['', 'a'] } }, 'b'), 'in');
    assert.equal(name({ string: { prefix: '/' } }, 'a'), 'prefix');
    assert.equal(name({ string: { suffix: '*' } }, 'a'), 'suffix');
    assert.equal(name({ string: { pattern: '^[a-z]+$' } }, 'A'), 'pattern');
    assert.equal(name({ string: { minLen: '1', ignoreEmpty: true } }, ''), undefined);
  });

  it('know the names and values of headers', () => {
    const header = (strict?: boolean) => ({
      string: { wellKnownRegex: 'HTTP_HEADER_NAME', ...(strict !== undefined && { strict }) },
    });
    assert.equal(name(header(), 'x-a'), undefined);
    assert.equal(name(header(), ':path'), undefined);
    assert.equal(name(header(), 'x a'), 'well_known_regex');
    assert.equal(name(header(false), 'x a'), undefined);
    assert.equal(name(header(false), 'x\na'), 'well_known_regex');
    assert.equal(name({ string: { wellKnownRegex: 'HTTP_HEADER_VALUE' } }, 'a\tb'), undefined);
    assert.equal(name({ string: { wellKnownRegex: 'HTTP_HEADER_VALUE' } }, 'a\u0001b'), 'well_known_regex');
  });
});

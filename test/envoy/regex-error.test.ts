import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { regexError, regexSizeAtLeast } from '../../server/src/analysis/envoy/regex-error.ts';

/**
 * Patterns, written by hand and by chance, and what Envoy 1.40 makes of each as the `safe_regex` of a route: RE2's words, or
 * the size of the program (0 where it was not said). Of patterns beyond ASCII only the first words were kept.
 */
const verdicts = JSON.parse(
  readFileSync(new URL('regex-verdicts.json', import.meta.url), 'utf8'),
) as readonly (readonly [pattern: string, verdict: string | number])[];

describe('regexError', () => {
  const accepted = verdicts.filter((row): row is readonly [string, number] => typeof row[1] === 'number');
  const refused = verdicts.filter((row): row is readonly [string, string] => typeof row[1] === 'string');

  it(`reports nothing about the ${accepted.length} patterns that Envoy takes`, () => {
    assert.deepEqual(
      accepted.filter(([pattern]) => regexError(pattern)),
      [],
    );
  });

  it(`says of the ${refused.length} that it rejects what RE2 says`, () => {
    for (const [pattern, said] of refused) {
      const error = regexError(pattern);
      assert.ok(error, pattern);
      const part = /^[\0-\x7f]*$/.test(pattern) ? `: ${pattern.slice(error.start, error.end)}` : '';
      // RE2 adds no part here, or the whole pattern.
      if (/^(trailing|missing \)|unexpected \))/.test(error.words)) assert.ok(said.startsWith(error.words), pattern);
      else assert.equal(`${error.words}${part}`, said, pattern);
    }
  });

  it('gives offsets in characters, though RE2 counts bytes', () => {
    assert.deepEqual(regexError('é😀(?=x)'), { words: 'invalid perl operator', start: 3, end: 6 });
  });
});

describe('regexSizeAtLeast', () => {
  it('is never more than the size of RE2’s program', () => {
    const wrong = verdicts.filter(([pattern, size]) => typeof size === 'number' && regexSizeAtLeast(pattern) > size);
    assert.deepEqual(wrong, []);
  });

  it('knows what is certainly large', () => {
    assert.equal(regexSizeAtLeast('a{97}'), 101);
    assert.equal(regexSizeAtLeast('(ab){51}|c'), 106);
    // RE2 compares such a prefix separately.
    assert.equal(regexSizeAtLeast(`^${'a'.repeat(200)}`), 0);
  });
});

import assert from 'node:assert/strict';
import { RE2JS } from 're2js';
import { exampleOf } from '../../../server/src/analysis/features/hovers/regex-example.ts';

describe('the example of a regular expression', () => {
  it('is matched as a whole, according to RE2', () => {
    const patterns = [
      ...[
        '/api/.*',
        '/v[1-3]/(users|orders)/(\\d+)',
        '^/a(?:/b)?$',
        '[^/]+/[^a-z]{2,5}',
        '\\.[A-Z][\\w.-]*',
        '(?P<id>x)+',
      ],
      ...['a{0}b', 'a{3}', '[]x]', '[-a]', '[a-]', '[\\d_]+\\s', '\\D?', 'x*?y', '[^axA1_/. -]', 'a|b(', '{', 'a{,2}'],
    ];
    for (const pattern of patterns) {
      const found = exampleOf(pattern);
      if (found !== undefined) assert.ok(RE2JS.matches(pattern, found), `${pattern} does not match ${found}`);
    }
    assert.equal(exampleOf('/v[1-3]/(users|orders)/(\\d+)'), '/v1/users/1');
    assert.equal(exampleOf('^/a(?:/b)?$'), '/a/b');
    assert.equal(exampleOf('[^/]+/[^a-z]{2,5}'), 'a/AA');
  });

  it('is missing where a piece is not read', () => {
    for (const pattern of ['(?i)a', '\\pL', '[[:alpha:]]', 'a^b', '\\bword\\b', 'a\\n'])
      assert.equal(exampleOf(pattern), undefined, pattern);
  });

  it('does not take long for an expression that is slow elsewhere', () => {
    assert.equal(exampleOf(`(${'a?'.repeat(60)})*${'(x+x+)+'.repeat(5)}y`)?.endsWith('y'), true);
    assert.equal(exampleOf('((((a{200}){200}){200}){200})'), undefined);
  });
});

import assert from 'node:assert/strict';
import { pathPattern } from '../../../server/src/analysis/workspace/project/path-pattern.ts';

const matches = (pattern: string, path: string): boolean => pathPattern(pattern)(path.split('/'));

describe('a pattern of paths', () => {
  const cases: readonly (readonly [pattern: string, yes: readonly string[], no: readonly string[]])[] = [
    ['vendor/**', ['vendor/a.yaml', 'vendor/a/b.yaml'], ['a/vendor/b.yaml', 'vendors/a.yaml']],
    ['vendor', ['vendor/a.yaml', 'a/vendor/b.yaml', 'vendor'], ['vendor.yaml']],
    ['vendor/', ['vendor/a.yaml', 'a/vendor/b.yaml'], ['vendors/a.yaml']],
    ['/vendor', ['vendor/a.yaml'], ['a/vendor/b.yaml']],
    ['./vendor', ['vendor/a.yaml'], ['a/vendor/b.yaml']],
    ['*.gen.yaml', ['a.gen.yaml', 'a/b/c.gen.yaml'], ['a.yaml', 'agenyaml']],
    ['a/*.yaml', ['a/b.yaml'], ['a/b/c.yaml', 'b.yaml', 'x/a/b.yaml']],
    ['a/**/z.yaml', ['a/z.yaml', 'a/b/c/z.yaml'], ['z.yaml', 'a/b/y.yaml']],
    ['**/test/*', ['test/a.yaml', 'x/y/test/a.yaml'], ['test.yaml']],
    ['v?.yaml', ['v1.yaml'], ['v10.yaml', 'v.yaml']],
    ['*.{yaml,yml}', ['a.yaml', 'b/a.yml'], ['a.json']],
    ['{a,b/{c,d}}/x', ['a/x', 'b/c/x', 'b/d/x'], ['b/x', 'c/x']],
    ['**', ['a.yaml', 'a/b.yaml'], []],
    ['a.b', ['a.b'], ['axb']],
    ['[a].yaml', ['[a].yaml'], ['a.yaml']],
  ];
  for (const [pattern, yes, no] of cases)
    it(`${pattern} matches ${yes.join(', ')}${no.length > 0 ? `, but not ${no.join(', ')}` : ''}`, () => {
      for (const path of yes) assert.equal(matches(pattern, path), true, path);
      for (const path of no) assert.equal(matches(pattern, path), false, path);
    });

  it('takes little time if it is designed to be slow', () => {
    const started = performance.now();
    assert.equal(matches(`${'*a'.repeat(400)}b`, 'a'.repeat(5000)), false);
    assert.equal(matches('**/a/'.repeat(150), 'a/'.repeat(100)), false);
    assert.equal(matches('{a,b,c,d,e,f,g,h,i,j}'.repeat(40), 'a'), false);
    assert.equal(matches('{'.repeat(50_000), 'a'), false);
    assert.ok(performance.now() - started < 2000);
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { luaError } from '../../server/src/analysis/envoy/lua-error.ts';

/**
 * Scripts, written by hand and by chance, and what Envoy 1.40 says when it loads each in a Lua filter: nothing, or the
 * line and the syntax error. Errors at run time count as nothing.
 */
const verdicts = JSON.parse(readFileSync(new URL('lua-verdicts.json', import.meta.url), 'utf8')) as readonly (readonly [
  script: string,
  said: string,
])[];

describe('luaError', () => {
  const accepted = verdicts.filter(([, said]) => said === '').map(([script]) => script);
  const rejected = verdicts.filter(([, said]) => said !== '').map(([script]) => script);

  it(`is silent on the ${accepted.length} scripts that Envoy loads`, () => {
    assert.deepEqual(accepted.filter(luaError), []);
  });

  it(`finds most of the ${rejected.length} that it does not load`, () => {
    const found = rejected.filter(luaError);
    assert.ok(found.length >= 0.85 * rejected.length, `${found.length}`);
  });

  it('says what is missing, and where', () => {
    const said = (script: string) => {
      const error = luaError(script);
      return error && [error.words.template, ...error.words.args, script.slice(error.range.start, error.range.end)];
    };
    assert.deepEqual(said('if x do\nend'), ["'{0}' expected before '{1}'", 'then', 'do', 'do']);
    assert.deepEqual(said('function f()\n  g()\n'), ["'{0}' is missing at the end", 'end', 'g()']);
    assert.deepEqual(said('x = 1\ny = "abc\nz = 2'), ['unterminated string', 'y = "abc']);
    assert.deepEqual(said('x = 1\nx += 1'), ["'{0}' expected before '{1}'", '=', '+', '+= 1']);
  });

  it('leaves alone what is nested too deep to parse', () => {
    assert.equal(luaError(`x = ${'('.repeat(100_000)}`), undefined);
  });
});

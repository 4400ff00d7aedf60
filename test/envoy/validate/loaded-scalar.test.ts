import assert from 'node:assert/strict';
import { isElision, isUnfilled, loadedScalar } from '../../../server/src/analysis/envoy/validate/loaded-scalar.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';

/** Reads the value of `a:`. */
function read(text: string) {
  const root = parseYaml(`a: ${text}\n`).documents[0]?.root;
  const node = root?.kind === 'map' ? root.entries[0]?.value : undefined;
  return node?.kind === 'scalar' ? loadedScalar(node) : assert.fail('no scalar');
}

describe('a scalar as Envoy’s loader reads it', () => {
  it('is a boolean in the spellings of YAML 1.1, in lower case, capitalised or in capitals', () => {
    for (const text of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'On'])
      assert.deepEqual(read(text), { kind: 'bool', value: true });
    for (const text of ['n', 'no', 'OFF', 'False']) assert.deepEqual(read(text), { kind: 'bool', value: false });
    assert.deepEqual(read('tRue'), { kind: 'string', value: 'tRue' });
  });

  it('is a number if it is an integer of 32 bits, in any of C’s notations', () => {
    for (const [text, value] of [
      ['80', 80],
      ['-5', -5],
      ['+5', 5],
      ['0x1F', 31],
      ['-0x1F', -31],
      ['0120', 80],
      ['0', 0],
      ['2147483647', 2147483647],
      ['-2147483648', -2147483648],
    ] as const)
      assert.deepEqual(read(text), { kind: 'number', value }, text);
  });

  it('is a string otherwise', () => {
    for (const text of ['2147483648', '080', '0o17', '1.5', '1e3', '1_000', '12:30', '2020-01-01', '.inf', '5 6'])
      assert.deepEqual(read(text), { kind: 'string', value: text }, text);
    assert.deepEqual(read('"true"'), { kind: 'string', value: 'true' });
    assert.deepEqual(read("'80'"), { kind: 'string', value: '80' });
    assert.deepEqual(read('|\n  80'), { kind: 'string', value: '80\n' });
  });

  it('is null for the words of null, unless quoted', () => {
    for (const text of ['~', 'null', 'Null', 'NULL']) assert.deepEqual(read(text), { kind: 'null' });
    assert.deepEqual(read('"null"'), { kind: 'string', value: 'null' });
    assert.deepEqual(read('nuLL'), { kind: 'string', value: 'nuLL' });
  });

  it('is guessed at with a tag, too, but for the one that means string', () => {
    assert.deepEqual(read('!!str 80'), { kind: 'number', value: 80 });
    assert.deepEqual(read('!!str "80"'), { kind: 'number', value: 80 });
    assert.deepEqual(read('! 80'), { kind: 'string', value: '80' });
  });
});

describe('what is not filled in', () => {
  it('has the marks of a template', () => {
    for (const text of [
      '${PORT}',
      'a-$(HOST)',
      '{{ port }}',
      '$port',
      '<your host>',
      '__PORT__',
      '@port@',
      '@@port@@',
      '%PORT%',
    ])
      assert.ok(isUnfilled(text), text);
    for (const text of ['80', 'a$b', '%START_TIME% %REQ(X)%', 'a < b > c', '*']) assert.ok(!isUnfilled(text), text);
  });

  it('is left out in documentation', () => {
    for (const text of ['…', '...', '.. your listeners ..']) assert.ok(isElision(text), text);
    for (const text of ['..', 'a...', '']) assert.ok(!isElision(text), text);
  });
});

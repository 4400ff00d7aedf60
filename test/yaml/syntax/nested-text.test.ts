import assert from 'node:assert/strict';
import { nestedText } from '../../../server/src/analysis/yaml/syntax/nested-text.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { asMap, asScalar, valueAt } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

/** Every key and value of the YAML nested under `key`, as they are written in the file. */
function placesIn(text: string, key: string): string[] {
  const scalar = asScalar(valueAt(parseYaml(text).documents[0]?.root, key));
  assert.ok(scalar);
  const nested = nestedText(scalar, text);
  const tree = asMap(parseYaml(nested.text, nested.place).documents[0]?.root);
  return (tree?.entries ?? []).flatMap((entry) =>
    [entry.key, entry.value].map((node) => (node ? text.slice(node.range.start, node.range.end) : '')),
  );
}

describe('nested text', () => {
  it('maps a literal block, blank lines and indentation included', () => {
    assert.deepEqual(placesIn('k: |\n    one: 1\n\n    two: [a, b] # c\n    three:\n      - x\nother: 2\n', 'k'), [
      'one',
      '1',
      'two',
      '[a, b]',
      'three',
      '- x',
    ]);
  });

  it('maps a literal block with an indentation indicator and leading blank line', () => {
    assert.deepEqual(placesIn('k: |-\n\n  one: 1\n  two: 2', 'k'), ['one', '1', 'two', '2']);
  });

  it('maps a literal block in a file with \\r\\n', () => {
    assert.deepEqual(placesIn('k: |\r\n  one: 1\r\n  two: 2\r\n', 'k'), ['one', '1', 'two', '2']);
  });

  it('maps a double-quoted text with escapes', () => {
    assert.deepEqual(placesIn('k: "one: \\"q\\"\\ntwo: \\u0041\\nthree: 3"', 'k'), [
      'one',
      '\\"q\\"',
      'two',
      '\\u0041',
      'three',
      '3',
    ]);
  });

  it('maps a single-quoted flow text', () => {
    assert.deepEqual(placesIn("k: '{one: ''a'', two: 2}'", 'k'), ['one', "''a''", 'two', '2']);
  });

  it('maps a folded block', () => {
    assert.deepEqual(placesIn('k: >\n  {one: 1,\n  two: 2}\n', 'k'), ['one', '1', 'two', '2']);
  });

  it('maps a folded block whose lines stay apart because they are indented more', () => {
    const text =
      'k: >\n    # folds\n    # into one\n\n    one:\n      two: \n        - [a, b] \n\n\n      three: x y\n    four: 4\nother: 2\n';
    assert.deepEqual(placesIn(text, 'k').slice(0, 3), [
      'one',
      'two: \n        - [a, b] \n\n\n      three: x y',
      'four',
    ]);
    assert.deepEqual(placesIn(text.replaceAll('\n', '\r\n'), 'k').at(-2), 'four');
  });
});

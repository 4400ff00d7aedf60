import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/analysis/text/text-range.ts';
import { moveEntry, nestEntries } from '../../../server/src/analysis/yaml/edit/move-entry.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import type { YamlMap } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { asMap, valueAt } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

const rootOf = (text: string): YamlMap => {
  const root = asMap(parseYaml(text).documents[0]?.root);
  assert.ok(root);
  return root;
};

/** Moves the entry `key` of the root into the map under `into`. */
function moved(text: string, key: string, into: string): string | undefined {
  const root = rootOf(text);
  const entry = root.entries.find((one) => one.key.text === key);
  const to = asMap(valueAt(root, into));
  assert.ok(entry && to);
  const edits = moveEntry(text, root, entry, to);
  return edits && applyEdits(text, edits);
}

function nested(text: string, keys: readonly string[], into: string): string | undefined {
  const root = rootOf(text);
  const edits = nestEntries(
    text,
    root,
    root.entries.filter(({ key }) => keys.includes(key.text)),
    into,
  );
  return edits && applyEdits(text, edits);
}

describe('moving an entry', () => {
  it('takes its lines along, with comments, block scalars and CRLF', () => {
    assert.equal(
      moved('a:\n  b: 1\nc: # why\n  - |\n    x\n\n     y\n  # end\n  - 2\nd: 3\n', 'c', 'a'),
      'a:\n  b: 1\n  c: # why\n    - |\n      x\n\n       y\n    # end\n    - 2\nd: 3\n',
    );
    assert.equal(moved('a:\r\n  b: 1\r\nc:\r\n  d: 2\r\n', 'c', 'a'), 'a:\r\n  b: 1\r\n  c:\r\n    d: 2\r\n');
  });

  it('works at the end of a text without a line break, and upwards', () => {
    assert.equal(moved('a:\n  b: 1\nc: 2', 'c', 'a'), 'a:\n  b: 1\n  c: 2\n');
    assert.equal(moved('c: 2\na:\n    b: 1\n', 'c', 'a'), 'a:\n    b: 1\n    c: 2\n');
  });

  it('leaves maps in braces and empty ones alone', () => {
    assert.equal(moved('{ a: { b: 1 }, c: 2 }', 'c', 'a'), undefined);
    assert.equal(moved('a: {}\nc: 2\n', 'c', 'a'), undefined);
  });
});

describe('nesting entries', () => {
  it('puts them under a key at the place of the first, even if others are between', () => {
    assert.equal(nested('a: 1\nb: 2\nc:\n- 3\n', ['a', 'c'], 'x'), 'x:\n  a: 1\n  c:\n  - 3\nb: 2\n');
  });

  it('uses an existing key without a value', () => {
    assert.equal(nested('x:\na: 1\nb: 2\n', ['a', 'b'], 'x'), 'x:\n  a: 1\n  b: 2\n');
  });

  it('works in braces if nothing is between', () => {
    assert.equal(nested('{ a: 1, b: 2, c: 3 }', ['b', 'c'], 'x'), '{ a: 1, x: { b: 2, c: 3 } }');
    assert.equal(nested('{"a": 1, "b": 2}', ['b'], 'x'), '{"a": 1, "x": { "b": 2 }}');
    assert.equal(nested('{ a: 1, b: 2, c: 3 }', ['a', 'c'], 'x'), undefined);
  });
});

import assert from 'node:assert/strict';
import { applyEdits, type TextEdit } from '../../../server/src/analysis/text/text-range.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import {
  appendDocument,
  insertEntry,
  insertItem,
  removeEntry,
  removeItem,
  renameKey,
  replaceScalar,
  replaceValue,
  splitItem,
} from '../../../server/src/analysis/yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlScalar, YamlSeq } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { asMap, asScalar, asSeq, entryOf, valueAt } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

const root = (text: string): YamlMap => asMap(parseYaml(text).documents[0]?.root) ?? assert.fail('no map');
const map = (text: string, key: string): YamlMap => asMap(valueAt(root(text), key)) ?? assert.fail(key);
const seq = (text: string, key: string): YamlSeq => asSeq(valueAt(root(text), key)) ?? assert.fail(key);
const scalar = (text: string, key: string): YamlScalar => asScalar(valueAt(root(text), key)) ?? assert.fail(key);
const entry = (node: YamlMap, key: string): YamlEntry => entryOf(node, key) ?? assert.fail(key);
const edited = (text: string, edit: TextEdit): string => applyEdits(text, [edit]);

describe('yaml-edit', () => {
  it('replaces a scalar and keeps its quotes', () => {
    for (const [text, expected] of [
      ['a: 1 # c\n', 'a: 2 # c\n'],
      ["a: '1'\n", "a: '2'\n"],
      ['a: "1"\n', 'a: "2"\n'],
      ['{"a": "1"}', '{"a": "2"}'],
    ] as const)
      assert.equal(edited(text, replaceScalar(text, scalar(text, 'a'), 2)), expected);
  });

  it('quotes a plain string that would read as something else', () => {
    for (const value of ['true', 'n', 'on', '0120', '1:20', '1_000'])
      assert.equal(edited('a: x\n', replaceScalar('a: x\n', scalar('a: x\n', 'a'), value)), `a: "${value}"\n`);
  });

  it('renames a key', () => {
    assert.equal(edited('a:   1\n', renameKey('a:   1\n', entry(root('a:   1\n'), 'a'), 'b')), 'b:   1\n');
  });

  it('inserts an entry after the last one, in its column and before following comments', () => {
    const text = 'a:\n  - b: 1 # one\n    c: 2\n    # tail\nd: 3\n';
    const item = asMap(seq(text, 'a').items[0]) ?? assert.fail();
    assert.equal(
      edited(text, insertEntry(text, item, 'e', [{ f: 4 }])),
      'a:\n  - b: 1 # one\n    c: 2\n    e:\n      - f: 4\n    # tail\nd: 3\n',
    );
    const flush = 'a:\n- b: 1\n';
    const first = asMap(seq(flush, 'a').items[0]) ?? assert.fail();
    assert.equal(edited(flush, insertEntry(flush, first, 'e', [{ f: 4 }])), 'a:\n- b: 1\n  e:\n  - f: 4\n');
  });

  it('inserts into flow maps, JSON and empty maps', () => {
    for (const [text, expected] of [
      ['a: { b: 1 }\n', 'a: { b: 1, c: 2 }\n'],
      ['a: {}\n', 'a: { c: 2 }\n'],
      ['{"a": {"b": 1}}', '{"a": {"b": 1, "c": 2}}'],
    ] as const)
      assert.equal(edited(text, insertEntry(text, map(text, 'a'), 'c', 2)), expected);
  });

  it('quotes a text with a comma or a bracket in a flow collection only', () => {
    for (const value of ['a,b', 'a]', '{a'])
      assert.equal(
        edited('a: { b: 1 }\n', insertEntry('a: { b: 1 }\n', map('a: { b: 1 }\n', 'a'), 'c', value)),
        `a: { b: 1, c: "${value}" }\n`,
      );
    assert.equal(edited('a: [b]\n', insertItem('a: [b]\n', seq('a: [b]\n', 'a'), 'c,d')), 'a: [b, "c,d"]\n');
    assert.equal(edited('a: 1\n', insertEntry('a: 1\n', root('a: 1\n'), 'c', 'a,b')), 'a: 1\nc: a,b\n');
  });

  it('inserts items in the column of the dashes, in flow and in empty lists', () => {
    for (const [text, expected] of [
      ['a:\n- 1\n- 2 # c\nb: 1\n', 'a:\n- 1\n- 2 # c\n- x: 3\nb: 1\n'],
      ['a:\n    - 1', 'a:\n    - 1\n    - x: 3'],
      ['a: [1]\n', 'a: [1, { x: 3 }]\n'],
      ['a: []\n', 'a: [{ x: 3 }]\n'],
    ] as const)
      assert.equal(edited(text, insertItem(text, seq(text, 'a'), { x: 3 })), expected);
  });

  it('replaces a value and gives one to a bare key', () => {
    assert.equal(
      edited('a:\nb: 1\n', replaceValue('a:\nb: 1\n', root('a:\nb: 1\n'), entry(root('a:\nb: 1\n'), 'a'), { c: 1 })),
      'a:\n  c: 1\nb: 1\n',
    );
    const text = 'a:\n  x: 1\n  y: 2\nb: 1\n';
    assert.equal(edited(text, replaceValue(text, root(text), entry(root(text), 'a'), 'z')), 'a: z\nb: 1\n');
  });

  it('keeps the comment after the key of a replaced value', () => {
    const text = 'a: # c\n  x: 1\nb: 1\n';
    assert.equal(
      edited(text, replaceValue(text, root(text), entry(root(text), 'a'), { z: 2 })),
      'a: # c\n  z: 2\nb: 1\n',
    );
  });

  it('removes entries with their lines, and only theirs', () => {
    for (const [text, expected] of [
      ['a:\n  b: 1 # one\n  # about c\n  c: 2\n', 'a:\n  # about c\n  c: 2\n'],
      ['a: { b: 1, c: 2 }\n', 'a: { c: 2 }\n'],
      ['a:\n  b: 1\n', 'a: {}\n'],
    ] as const) {
      const parent = map(text, 'a');
      assert.equal(edited(text, removeEntry(text, parent, entry(parent, 'b'))), expected);
    }
  });

  it('removes the first entry of a list item and leaves the dash', () => {
    const text = 'a:\n  - b: 1\n    c: 2\n';
    const item = asMap(seq(text, 'a').items[0]) ?? assert.fail();
    assert.equal(edited(text, removeEntry(text, item, entry(item, 'b'))), 'a:\n  - c: 2\n');
  });

  it('removes items', () => {
    for (const [text, expected] of [
      ['a:\n  - 1\n  - x: 1\n    y: 2\n  - 3\n', 'a:\n  - 1\n  - 3\n'],
      ['a: [1, 2, 3]\n', 'a: [1, 3]\n'],
    ] as const) {
      const parent = seq(text, 'a');
      assert.equal(edited(text, removeItem(text, parent, parent.items[1] ?? assert.fail())), expected);
    }
  });

  it('removes items that follow each other', () => {
    for (const [text, from, to, expected] of [
      ['a:\n- 1\n- 2 # c\n- 3\nb: 1\n', 1, 2, 'a:\n- 1\nb: 1\n'],
      ['a: [1, 2, 3, 4]\n', 1, 2, 'a: [1, 4]\n'],
      ['a: [1, 2, 3]\n', 1, 2, 'a: [1]\n'],
      ['a:\n- 1\n- 2\n', 0, 1, 'a: []\n'],
    ] as const) {
      const parent = seq(text, 'a');
      const [first, last] = [parent.items[from] ?? assert.fail(), parent.items[to]];
      assert.equal(edited(text, removeItem(text, parent, first, last)), expected);
    }
  });

  it('replaces an item by several', () => {
    for (const [text, expected] of [
      ['a:\n  - x=y # c\n  - z\n', 'a:\n  - x\n  - "1" # c\n  - z\n'],
      ['a: [x=y, z]\n', 'a: [x, "1", z]\n'],
      ['{"a": ["x=y"]}', '{"a": ["x", "1"]}'],
      ['a:\r\n- x=y\r\n', 'a:\r\n- x\r\n- "1"\r\n'],
    ] as const) {
      const parent = seq(text, 'a');
      const edit = splitItem(text, parent, asScalar(parent.items[0]) ?? assert.fail(), ['x', '1']);
      assert.equal(edited(text, edit), expected);
    }
  });

  it('leaves brackets on the line of the key if the last item is removed, with the anchors, tags and comments of that line', () => {
    for (const [text, expected] of [
      ['a:\n- 1\nb: 2\n', 'a: []\nb: 2\n'],
      ['a:\n  - 1\n', 'a: []\n'],
      ['a: # c\n- x: 1\n  y: 2\n', 'a: [] # c\n'],
      ['a: &m\n# c\n\n- 1\n', 'a: &m [] # c\n'],
      ['a: !!seq # c: d\r\n- 1\r\n', 'a: !!seq [] # c: d\r\n'],
      ['a: [1]\n', 'a: []\n'],
      ['"a": [\n  1\n]\n', '"a": []\n'],
    ] as const) {
      const parent = seq(text, 'a');
      const left = edited(text, removeItem(text, parent, parent.items[0] ?? assert.fail()));
      assert.equal(left, expected);
      assert.deepEqual(seq(left, 'a').items, []);
    }
  });

  it('appends a document with the line ends of the file', () => {
    assert.equal(edited('a: 1\r\n', appendDocument('a: 1\r\n', { b: [2] })), 'a: 1\r\n---\r\nb:\r\n- 2\r\n');
    assert.equal(edited('a: 1', appendDocument('a: 1', { b: 2 })), 'a: 1\n---\nb: 2\n');
  });
});

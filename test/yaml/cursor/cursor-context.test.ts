import assert from 'node:assert/strict';
import path from 'node:path';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { cursorContext } from '../../../server/src/analysis/yaml/cursor/cursor-context.ts';
import type { YamlEntry, YamlNode } from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { corpusFolder, textsBelow } from '../../corpus/corpus.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

/** Kind and path of what is written at `$0`, what would be replaced, and its sibling keys. */
function written(marked: string): string {
  const offset = marked.indexOf('$0');
  assert.ok(offset >= 0);
  const text = marked.replace('$0', '');
  const place = cursorContext(text, offset);
  if (!place) return 'nothing';
  const path = place.steps.map(({ entry, index }) => entry?.key.text ?? index).join('.');
  const replaced = text.slice(place.range.start, place.range.end);
  const keys = place.map?.entries.filter((entry) => entry !== place.entry).map(({ key }) => key.text);
  return [place.kind, path, replaced && `'${replaced}'`, keys && `beside ${keys}`].filter((part) => part).join(' ');
}

const cases = (rows: readonly (readonly [text: string, expected: string])[]): void => {
  for (const [text, expected] of rows) assert.equal(written(text), expected, text);
};

describe('what is written at an offset', () => {
  it('is a key if a line begins in the column of a map', () => {
    cases([
      ['a:\n  b: 1\n  $0\n', 'key a beside b'],
      ['a:\n  b: 1\n$0', 'key beside a'],
      ['a:\n  $0\n  b: 1\n', 'key a beside b'],
      ['a:\n  b: 1\n\n  $0\n\n  c: 1\n', 'key a beside b,c'],
      ['a:\n  b: 1\n  par$0t\n  c: 1\n', "key a 'part' beside b,c"],
      ['a:\n  ol$0d: 1\n  c: 1\n', "key a 'old' beside c"],
      ['a:\n- x\n$0', 'key beside a'],
    ]);
  });

  it('is open if nothing shows yet what it will be', () => {
    cases([
      ['$0', 'open'],
      ['a:\n  $0', 'open a'],
      ['a:\n  par$0', "open a 'par'"],
      ['a:\n  "@ty$0"', "open a '@ty'"],
      ['a:\n  - $0\n', 'open a.0'],
      ['a:\n  - - $0\n', 'open a.0.0'],
      ['a:\n  - par$0\n', "open a.0 'par'"],
      ['a: &anchor !tag\n  $0\n', 'open a'],
    ]);
  });

  it('is a key if later lines show the map', () => {
    cases([
      ['a:\n  - $0\n    b: 1\n', 'key a.0 beside b'],
      ['a:\n  - par$0\n    b: 1\n', "key a.0 'par' beside b"],
      ['  $0\n  b: 1\n', 'key beside b'],
    ]);
  });

  it('is an item in the column of the dashes', () => {
    cases([
      ['a:\n  - b: 1\n  $0\n', 'item a'],
      ['a:\n  $0\n  - b: 1\n', 'item a'],
    ]);
  });

  it('is a value after a colon', () => {
    cases([
      ['a: $0\nb: 1', 'value a'],
      ['a:$0\n', 'value a'],
      ['a: o$0ld # why', "value a 'old'"],
      ['a: "o$0ld"', "value a 'old'"],
      ['a: "o$0\nb: "c"', "value a 'o'"],
      ["- a: '$0'", 'value 0.a'],
      ['a: $0 # why', 'value a'],
    ]);
  });

  it('is found in brackets', () => {
    cases([
      ['a: { $0 }', 'key a beside '],
      ['a: { b: 1, $0 }', 'key a beside b'],
      ['a: { b: 1, par$0, c: 1 }', "key a 'par' beside b,c"],
      ['a: { b: $0 }', 'value a.b'],
      ['a: { b: $0, c: 1 }', 'value a.b'],
      ['a: { b: o$0ld }', "value a.b 'old'"],
      ['a: [ $0 ]', 'value a.0'],
      ['a: [ x, $0 ]', 'value a.1'],
      ['a: [ { b: [ { $0 } ] } ]', 'key a.0.b.0 beside '],
      ['{"a":{"b":"$0"}}', 'value a.b'],
      ['{\n"a": {\n"b": 1,\n$0\n}\n}', 'key a beside b'],
      ['{"a":{"b":1,"$0"}}', 'key a beside b'],
      ['a: { b: 1 $0 }', 'nothing'],
    ]);
  });

  it('is found where brackets and quotes are not closed', () => {
    cases([
      ['a: { b: 1, $0\nc: 1', 'key a beside b'],
      ['- a: { b: $0\n- c: 1\n', 'value 0.a.b'],
      ['a: { b: 1\nc: 1\n$0', 'key beside a,c'],
      ['a: "b\nc:\n  $0', 'open c'],
    ]);
  });

  it('may belong to every map and list around an empty line', () => {
    const around = (marked: string): string[] => {
      const offset = marked.indexOf('$0');
      const place = cursorContext(marked.replace('$0', ''), offset);
      return (place ? [place, ...place.outer] : []).map(({ kind, steps, column }) =>
        `${column} ${kind} ${steps.map(({ entry, index }) => entry?.key.text ?? index).join('.')}`.trimEnd(),
      );
    };
    const text = 'a:\n  b:\n  - c:\n      d: 1\n';
    assert.deepEqual(around(`${text}      $0`), ['6 key a.b.0.c', '4 key a.b.0', '2 item a.b', '2 key a', '0 key']);
    assert.deepEqual(around(`${text}     $0`), ['4 key a.b.0', '2 item a.b', '2 key a', '0 key']);
    assert.deepEqual(around(`${text}    $0\n  - e: 1`), ['4 key a.b.0', '2 item a.b']);
    assert.deepEqual(around(`${text}$0\n    e: 1`), ['4 key a.b.0', '6 key a.b.0.c']);
    assert.deepEqual(around('a:\n$0\n  b: 1'), ['2 key a']);
    assert.deepEqual(around('a:\n    $0\n  b: 1'), ['2 key a']);
    assert.deepEqual(around('a: 1\n  $0'), ['0 key']);
    assert.deepEqual(around('a:\n  b: {\n    $0'), ['undefined key a.b']);
  });

  it('is nothing in comments, block scalars and other documents', () => {
    cases([
      ['# $0', 'nothing'],
      ['a: 1 # $0', 'nothing'],
      ['a: { # $0\n}', 'nothing'],
      ['a: |\n  text\n  $0\n  b:\nc: 1', 'nothing'],
      ['a: >-\n  text\n$0', 'key beside a'],
      ['a: 1\n---\n$0', 'nothing'],
      ['a: 1\n...\n$0', 'nothing'],
      ['- $0- a', 'nothing'],
    ]);
    assert.equal(written('---\na:\n  $0'), 'open a');
    assert.equal(written('\u{FEFF}a: 1\n$0'), 'key beside a');
  });

  it('is found after lines that are not YAML', () => {
    cases([
      ['a:\n  b: 1\n what is this\n  $0\n  c: 1\n', 'key a beside b,c'],
      ['a:\n  half\n  b: 1\n  $0\n', 'key a beside b'],
      ['a: }\nb: ]\nc: "\nd:\n  $0', 'open d'],
      ['a:\r\n  b: 1\r\n  $0\r\n', 'key a beside b'],
      ['a:\r\n  $0\r\n', 'open a'],
    ]);
  });

  it('keeps to its part of the text', () => {
    const text = 'data:\n  x: |\n    a:\n      \n  y: 1\n';
    const start = text.indexOf('    a:');
    const place = cursorContext(text, text.indexOf('      \n') + 6, { start, end: text.indexOf('\n  y') });
    assert.deepEqual(
      place?.steps.map(({ entry }) => entry?.key.text),
      ['a'],
    );
    assert.equal(cursorContext(text, text.length, { start, end: start + 3 }), undefined);
  });

  it('is the key that the parser finds, at every key', function () {
    this.timeout(60_000);
    const stock = parseFixture(
      '#- /a.yaml stock:seed-envoy\n#- /b.yaml stock:seed-pod\n#- /c.yaml stock:sidecar-config',
    );
    const corpus = corpusFolder ? textsBelow(path.join(corpusFolder, 'bootstraps', 'valid')) : [];
    let asked = 0;
    for (const [uri, text] of [...stock.map((file) => [file.uri, file.text] as const), ...corpus]) {
      const { documents, errors } = parseYaml(text);
      if (errors.length > 0) continue;
      const entries = [...entriesIn(documents[0]?.root, [])];
      // Each question reads the text: a share of the keys of large files is enough.
      const step = Math.max(1, entries.length >> 3);
      for (let i = 0; i < entries.length; i += step) {
        const [way, { key }] = entries[i] ?? assert.fail();
        if (text.slice(key.range.start, key.range.end).includes('\n')) continue;
        const place = cursorContext(text, (key.range.start + key.range.end) >> 1);
        const found = place?.steps.map(({ entry, index }) => entry?.key.text ?? index);
        assert.deepEqual(
          [place?.kind, ...(found ?? [])],
          ['key', ...way],
          `${key.text} at ${key.range.start} of ${uri}`,
        );
        assert.equal(place?.entry?.key.text, key.text, uri);
        asked++;
      }
    }
    assert.ok(asked > 50, `${asked}`);
  });
});

/** The entries below a node, each with the way to its map; aliases and flow pairs in lists are left out. */
function* entriesIn(
  node: YamlNode | undefined,
  way: readonly (string | number)[],
): Generator<readonly [readonly (string | number)[], YamlEntry]> {
  if (!node || node.aliasRange || node.kind === 'scalar') return;
  if (node.kind === 'seq') for (const [index, item] of node.items.entries()) yield* entriesIn(item, [...way, index]);
  else
    for (const entry of node.entries) {
      if (!entry.key.aliasRange) yield [way, entry];
      yield* entriesIn(entry.value, [...way, entry.key.text]);
    }
}

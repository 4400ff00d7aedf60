import assert from 'node:assert/strict';
import { entriesOf } from './entries.ts';
import { flowOf } from './flow.ts';
import { keystrokes } from './keystrokes.ts';
import { insertedEntries } from './writings.ts';

describe('a text that is typed key by key', () => {
  it('has the indentation, quotes and brackets of the editor', () => {
    const texts = [...keystrokes('', 'a:\n  - "b"', '')].map(({ text }) => text);
    assert.deepEqual(texts, ['a', 'a:', 'a:\n  ', 'a:\n  -', 'a:\n  - ', 'a:\n  - ""', 'a:\n  - "b"', 'a:\n  - "b"']);
  });

  it('is divided into entries: the outermost list items, and the keys around them', () => {
    const text = 'a:\n  - b: 1\n    c:\n      - d\n  - e: 2\nf:\n  g: 3\n';
    assert.deepEqual(
      entriesOf('', text).map(({ start }) => text.slice(start).split('\n')[0]),
      ['a:', '  - b: 1', '  - b: 1', '  - b: 1', '  - e: 2', 'f:', 'f:', 'f:'],
    );
  });

  it('counts a diagnostic elsewhere that vanishes when the entry is complete', () => {
    const volumes = (name: string) => `    - name: ${name}\n      emptyDir: {}\n`;
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers: [{ name: a, image: b:1 }]\n  volumes:\n';
    const { foreign } = flowOf({
      ...{ title: 'a volume', uri: 'file:///pod.yaml', before: `${pod}    - emptyDir: {}`, others: [] },
      wanted: '\n      name: volume-1',
      after: `\n${volumes('volume')}`,
    });
    assert.deepEqual(
      foreign.map(({ text, written, keystrokes: count }) => `${text} ${written} ${count}`),
      ["pod.yaml: kubernetes/duplicate-list-item Duplicate 'volume' in 'volumes'. name: volume 1"],
    );
  });

  for (const writing of insertedEntries().filter(({ wanted }) => wanted.length < 150))
    it(`causes no error elsewhere: ${writing.title}`, () => {
      assert.deepEqual(
        flowOf(writing).foreign.filter(({ severity }) => severity === 'error'),
        [],
      );
    }).timeout(60_000);
});

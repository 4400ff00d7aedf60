import assert from 'node:assert/strict';
import { hiddenByBreak } from '../../server/src/analysis/workspace/hidden-by-break.ts';
import { sourceFile } from '../../server/src/analysis/workspace/source-file.ts';

/** Whether the word in a file of that name is hidden. */
function isHidden(name: string, text: string, word: string): boolean {
  const start = text.indexOf(word);
  assert.ok(start >= 0);
  return hiddenByBreak(sourceFile(`file:///${name}`, text))({ start, end: start + word.length });
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n';

describe('what a break hides', () => {
  it('is behind it, and right before it', () => {
    const text = `${pod}  first: one\n  second: two # last\n  }\n  third: 3\n`;
    assert.deepEqual(
      ['first', 'one', 'two', 'third'].map((word) => isHidden('pod.yaml', text, word)),
      [false, false, true, true],
    );
  });

  it('is all behind a bracket that is not closed, in JSON too', () => {
    const text = '{"apiVersion": "v1", "kind": "Pod", "spec": {"first": [{"second": 2}, "third": 3}}\n';
    assert.deepEqual(
      ['apiVersion', 'second', 'third'].map((word) => isHidden('pod.json', text, word)),
      [false, true, true],
    );
  });

  it('is in its document only', () => {
    const text = `${pod}  first: }\n---\n${pod}  second: 2\n`;
    assert.deepEqual(
      ['first', 'second'].map((word) => isHidden('pod.yaml', text, word)),
      [true, false],
    );
  });

  it('is in the config only, if the config is a text in a manifest', () => {
    const config = 'static_resources:\n      clusters: []\n    node: { id: }}\n    admin: {}';
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n    ${config}\n  other: x\n`;
    assert.deepEqual(
      ['clusters', 'admin', 'other'].map((word) => isHidden('map.yaml', text, word)),
      [false, true, false],
    );
  });

  it('begins where the error is shown, if the parser finds it later', () => {
    const text = `${pod}  first: one\n  second\n  third: 3\n  }\n`;
    const start = text.indexOf('second');
    const hides = hiddenByBreak(sourceFile('file:///pod.yaml', text), [{ start, end: start + 6 }]);
    assert.deepEqual(
      ['first', 'third'].map((word) => hides({ start: text.indexOf(word), end: text.indexOf(word) + 5 })),
      [false, true],
    );
  });

  it('is nothing where no text is broken', () => {
    assert.equal(isHidden('pod.yaml', `${pod}  first: 1\n`, 'first'), false);
  });
});

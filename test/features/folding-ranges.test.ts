import assert from 'node:assert/strict';
import { foldingRanges } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** `first-last kind` by lines, from 1. */
function folded(fixture: string): readonly string[] | undefined {
  const [file] = parseFixture(fixture);
  assert.ok(file);
  const line = (offset: number) => file.text.slice(0, offset).split('\n').length;
  return foldingRanges(workspaceOf([file]), file.uri)?.map(
    ({ range, kind }) => `${line(range.start)}-${line(range.end)} ${kind}`,
  );
}

describe('folding ranges', () => {
  it('are those of keys and items, also of a list at the column of its key', () => {
    assert.deepEqual(
      folded(`static_resources:
  clusters:
  - name: one
    type: STATIC

  # about the second
  - name: two
    load_assignment:
      cluster_name: two
admin: {}
`),
      ['1-9 block', '2-9 block', '3-4 block', '7-9 block', '8-9 block'],
    );
  });

  it('are those of comments on several lines', () => {
    assert.deepEqual(folded('# one\n# two\nstatic_resources:\n  # alone\n  clusters: []\n'), [
      '1-2 comment',
      '3-5 block',
    ]);
  });

  it('stay where a line is not finished', () => {
    const lines = 'static_resources:\n  clusters:\n    - name: one\n      ty\n    - name: two\n      type: STATIC\n';
    assert.deepEqual(folded(lines), ['1-6 block', '2-6 block', '3-4 block', '5-6 block']);
  });

  it('are those of each document', () => {
    assert.deepEqual(
      folded('apiVersion: v1\nkind: Pod\nspec:\n  x: 1\n---\napiVersion: v1\nkind: Pod\nspec:\n  y: 1\n'),
      ['3-4 block', '8-9 block'],
    );
  });

  it('are left to the editor in a file that we do not know', () => {
    assert.equal(folded('#- /values.yaml\na:\n  b: 1\n'), undefined);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changedLines } from './changed-lines.ts';
import { mutatedFile } from './mutated-files.ts';

describe('what a failed property prints', () => {
  const lines = Array.from({ length: 100 }, (_, i) => `line${i}`);

  it('is of a change the lines around it', () => {
    const after = lines.map((line, i) => (i === 50 ? 'x' : line));
    assert.equal(
      changedLines(lines.join('\n'), after.join('\n')),
      'line 51\n- line47\n- line48\n- line49\n- line50\n- line51\n- line52\n- line53\n+ line47\n+ line48\n+ line49\n+ x\n+ line51\n+ line52\n+ line53',
    );
    assert.equal(changedLines('a\nb', 'a'), 'line 2\n- a\n- b\n+ a');
    assert.equal(changedLines('a\na', 'a\na\na'), 'line 3\n- a\n- a\n+ a\n+ a\n+ a');
    assert.equal(changedLines('a', 'a'), 'no change');
    assert.ok(changedLines(lines.join('\n'), '').length < 500);
  });

  it('is of a file its name and its edits', () => {
    for (const file of fc.sample(mutatedFile, 20)) assert.ok(fc.stringify(file).length < 1000);
  });
});

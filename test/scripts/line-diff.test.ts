import assert from 'node:assert/strict';
import { lineDiff } from '../../scripts/line-diff.ts';

describe('a diff by lines', () => {
  it('shows changed lines between a few unchanged ones, and leaves the rest out', () => {
    const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'].join('\n');
    const after = before.replace('2\n', '').replace('12', '12\n13');
    assert.deepEqual(lineDiff(before, after).split('\n'), [
      ' 1',
      '-2',
      ' 3',
      ' 4',
      ' 5',
      '…',
      ' 10',
      ' 11',
      ' 12',
      '+13',
    ]);
  });

  it('shows nothing for equal texts', () => {
    assert.equal(lineDiff('a\nb\n', 'a\nb\n'), '');
  });
});

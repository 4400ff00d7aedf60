import assert from 'node:assert/strict';
import { withoutTrailing } from '../../server/src/analysis/text/trailing.ts';

describe('trailing characters', () => {
  it('are removed only at the end', () => {
    assert.equal(withoutTrailing('//a/b//', '/'), '//a/b');
    assert.equal(withoutTrailing('///', '/'), '');
    assert.equal(withoutTrailing('a', '/'), 'a');
  });
});

import assert from 'node:assert/strict';
import { withoutTrailing } from '../../server/src/analysis/text/trailing.ts';

describe('trailing characters', () => {
  it('are taken away at the end alone', () => {
    assert.equal(withoutTrailing('//a/b//', '/'), '//a/b');
    assert.equal(withoutTrailing('///', '/'), '');
    assert.equal(withoutTrailing('a', '/'), 'a');
  });
});

import assert from 'node:assert/strict';
import { withLineFeeds } from '../../server/src/analysis/text/line-breaks.ts';

describe('line breaks', () => {
  it('become line feeds where a carriage return stands alone, and stay where it does not', () => {
    assert.equal(withLineFeeds('a\rb\r\nc\r\r\nd\r'), 'a\nb\r\nc\n\r\nd\n');
  });
});

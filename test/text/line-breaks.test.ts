import assert from 'node:assert/strict';
import { withLineFeeds } from '../../server/src/analysis/text/line-breaks.ts';

describe('line breaks', () => {
  it('become line feeds if a carriage return is alone, and are kept otherwise', () => {
    assert.equal(withLineFeeds('a\rb\r\nc\r\r\nd\r'), 'a\nb\r\nc\n\r\nd\n');
  });
});

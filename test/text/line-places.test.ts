import assert from 'node:assert/strict';
import { columnOf, lineAfter, lineEnd, lineStart } from '../../server/src/analysis/text/line-places.ts';

describe('line-places', () => {
  it('finds the line that holds an offset, whatever ends it', () => {
    for (const [text, offset, start, end, after] of [
      ['ab\ncd', 1, 0, 2, 3],
      ['ab\ncd', 2, 0, 2, 3],
      ['ab\ncd', 3, 3, 5, 5],
      ['ab\r\ncd', 1, 0, 2, 4],
      ['\nab', 0, 0, 0, 1],
      ['\r\nab', 1, 0, 1, 2],
      ['', 0, 0, 0, 0],
    ] as const) {
      const what = JSON.stringify([text, offset]);
      assert.equal(lineStart(text, offset), start, what);
      assert.equal(lineEnd(text, offset), end, what);
      assert.equal(lineAfter(text, offset), after, what);
      assert.equal(columnOf(text, offset), offset - start, what);
    }
  });
});

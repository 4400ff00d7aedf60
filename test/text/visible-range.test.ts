import assert from 'node:assert/strict';
import { visibleRange } from '../../server/src/analysis/text/visible-range.ts';

const shown = (text: string, start: number, end = start): string => {
  const range = visibleRange(text, { start, end });
  return text.slice(range.start, range.end);
};

describe('the range that is underlined', () => {
  it('is the range itself if it has text, or if there is none to show', () => {
    assert.equal(shown('a: b', 0, 2), 'a:');
    assert.equal(shown(' \n', 1), '');
  });

  it('is the next character of an empty one, otherwise the last that is written before it', () => {
    assert.equal(shown('a: b', 3), 'b');
    assert.equal(shown('a:  \nb', 4), ':');
    assert.equal(shown('a: b\n', 5), 'b');
    assert.equal(shown('\n\n  a', 0), 'a');
  });

  it('is a whole character', () => {
    assert.equal(shown('a: 😀', 3), '😀');
    assert.equal(shown('a: 😀\n', 6), '😀');
    assert.equal(shown('a: 😀', 4), '😀');
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeBetween } from '../../server/src/analysis/text/text-change.ts';

describe('text-change', () => {
  it('is the shortest replacement', () => {
    for (const [before, after, expected] of [
      ['same', 'same', { start: 4, end: 4, newEnd: 4 }],
      ['ac', 'abc', { start: 1, end: 1, newEnd: 2 }],
      ['abc', 'ac', { start: 1, end: 2, newEnd: 1 }],
      ['axc', 'abbc', { start: 1, end: 2, newEnd: 3 }],
      ['', 'a', { start: 0, end: 0, newEnd: 1 }],
      // It is not known which of two equal letters was removed.
      ['aaa', 'aa', { start: 2, end: 3, newEnd: 2 }],
    ] as const)
      assert.deepEqual(changeBetween(before, after), expected, `${before} → ${after}`);
  });

  it('changes any text into any other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 300 });
    fc.assert(
      fc.property(text, text, text, text, (head, gone, come, tail) => {
        const [before, after] = [head + gone + tail, head + come + tail];
        const { start, end, newEnd } = changeBetween(before, after);
        assert.ok(start <= end && start <= newEnd);
        assert.equal(before.slice(0, start) + after.slice(start, newEnd) + before.slice(end), after);
        assert.ok(end - start <= gone.length && newEnd - start <= come.length);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineIndex, offsetAt, positionAt } from '../../server/src/analysis/text/line-index.ts';

describe('line index', () => {
  it('counts lines at \\n, \\r\\n and a lone \\r, as editors do', () => {
    const text = 'a\nb\r\nc\rd';
    const index = lineIndex(text);
    assert.deepEqual(positionAt(index, text.indexOf('b')), { line: 1, character: 0 });
    assert.deepEqual(positionAt(index, text.indexOf('c')), { line: 2, character: 0 });
    assert.deepEqual(positionAt(index, text.indexOf('d')), { line: 3, character: 0 });
  });

  it('clamps what is beyond the end', () => {
    const index = lineIndex('ab\nc');
    assert.deepEqual(positionAt(index, 99), { line: 1, character: 1 });
    assert.equal(offsetAt(index, { line: 9, character: 0 }), 4);
    assert.equal(offsetAt(index, { line: 0, character: 99 }), 2);
  });

  it('goes from offset to position and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '😀', ' ') }), fc.nat(), (text, n) => {
        const offset = n % (text.length + 1);
        const index = lineIndex(text);
        assert.equal(offsetAt(index, positionAt(index, offset)), offset);
      }),
    );
  });
});

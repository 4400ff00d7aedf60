import assert from 'node:assert/strict';
import { unclosedQuote } from '../../../server/src/analysis/yaml/repair/yaml-repairs.ts';
import { structureLines } from '../../../server/src/analysis/yaml/syntax/structure-lines.ts';

/** The text from the quote to the end of its line. */
const found = (text: string): string | undefined => {
  const range = unclosedQuote(structureLines(text))?.range;
  return range && text.slice(range.start, range.end);
};

describe('the first quote that is not closed', () => {
  it('is one that the next quote ends in the middle of another text, or that nothing ends', () => {
    assert.equal(found('a: "x\nb: "y"\n'), '"x');
    assert.equal(found("a: 'x\nb: ['y', z]\n"), "'x");
    assert.equal(found('a: "x\nb: y\n'), '"x');
  });

  it('is none that a later line closes', () => {
    assert.equal(found('a: "x\n  b: y"\nc: "z\nd: 1\n'), '"z');
    assert.equal(found("a: 'it''s\n  b: y' # c\nc: 'z\nd: 1\n"), "'z");
    assert.equal(found('a: "x\n  b: y"\n'), undefined);
  });
});

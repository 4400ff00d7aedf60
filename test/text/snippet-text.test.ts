import assert from 'node:assert/strict';
import { snippetText } from '../../server/src/analysis/text/snippet-text.ts';

describe('the text of a snippet', () => {
  it('has the defaults of its placeholders, the first one of a choice', () => {
    assert.equal(snippetText('a: ${1:x}\nb: ${2|0.0.0.0,127.0.0.1|}'), 'a: x\nb: 0.0.0.0');
  });

  it('has the values that are given', () => {
    assert.equal(snippetText('a: ${1:x}\nb: ${2:y}', { 2: 80 }), 'a: x\nb: 80');
  });
});

import assert from 'node:assert/strict';
import { escapeUnprintable, shownValue } from '../../server/src/analysis/text/shown-text.ts';

describe('shown text', () => {
  it('escapes invisible characters and those with an effect on a terminal', () => {
    for (const [text, shown] of [
      ['a\nb\r\tc', 'a\\nb\\r\\tc'],
      ['\u001B[2J\u009B\u0007\u007F', '\\u001B[2J\\u009B\\u0007\\u007F'],
      ['\u202A\u202E\u2066\u2069\u200E\u200F\u061C', '\\u202A\\u202E\\u2066\\u2069\\u200E\\u200F\\u061C'],
      ['\u2028\u2029\u200B\uFEFF', '\\u2028\\u2029\\u200B\\uFEFF'],
      ['a\uD800b\uDC00', 'a\\uD800b\\uDC00'],
      ['\u{E0041}', '\\u{E0041}'],
      ['käse 😀 "x" \\', 'käse 😀 "x" \\'],
    ] as const)
      assert.equal(escapeUnprintable(text), shown);
  });

  it('leaves out the middle of a long value, and cuts no character in half', () => {
    assert.equal(shownValue('x'.repeat(200)), 'x'.repeat(200));
    assert.equal(shownValue(`a${'x'.repeat(500)}b`), `a${'x'.repeat(99)}…${'x'.repeat(99)}b`);
    assert.equal(shownValue(`a${'😀'.repeat(200)}b`), `a${'😀'.repeat(49)}…${'😀'.repeat(49)}b`);
  });
});

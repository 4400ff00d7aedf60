import assert from 'node:assert/strict';
import { decodeBase64 } from '../../server/src/analysis/text/base64.ts';

describe('base64', () => {
  it('is decoded as UTF-8, with any line breaks', () => {
    for (const text of ['', 'a', 'ab', 'abc', 'größer: 1\n', 'x'.repeat(1000)]) {
      const written = Buffer.from(text).toString('base64');
      assert.equal(decodeBase64(written), text);
      assert.equal(decodeBase64(written.replace(/(.{20})/g, '$1\n')), text);
    }
  });

  it('is not recognized in other text or in binary data', () => {
    for (const written of ['abc', 'a:b=', '====', 'AAAA']) assert.equal(decodeBase64(written), undefined);
  });
});

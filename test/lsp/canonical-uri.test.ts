import assert from 'node:assert/strict';
import { canonicalUri } from '../../server/src/lsp/canonical-uri.ts';

describe('the canonical form of a URI', () => {
  it('is the same for all spellings of a file', () => {
    for (const uri of ['file:///c%3A/a%20b/x@1.yaml', 'file:///C:/a%20b/x%401.yaml', 'file:///c:/a b/x@1.yaml'])
      assert.equal(canonicalUri(uri), 'file:///c:/a%20b/x@1.yaml');
  });

  it('keeps what is not escaped or has no path', () => {
    for (const uri of ['file:///100%/a.yaml', 'untitled:Untitled-1', 'file:///a.yaml?b=%20#c'])
      assert.equal(canonicalUri(uri), uri);
  });
});

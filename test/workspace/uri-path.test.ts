import assert from 'node:assert/strict';
import { resolveUri } from '../../server/src/analysis/workspace/uri-path.ts';

describe('resolveUri', () => {
  it('resolves against the folder of a file', () => {
    assert.equal(resolveUri('file:///a/b/k.yaml', '../c d/é@1.yaml'), 'file:///a/c%20d/%C3%A9@1.yaml');
  });

  it('gives nothing for a path that leaves the tree, is absolute or cannot exist', () => {
    for (const path of ['../../../x.yaml', '/x.yaml', 'https://x/y.yaml', 'a\uD800.yaml', '\uDC00/x.yaml'])
      assert.equal(resolveUri('file:///a/b/k.yaml', path), undefined, JSON.stringify(path));
  });
});

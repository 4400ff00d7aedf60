import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nearestIndex } from '../../server/src/analysis/workspace/nearest-index.ts';
import { nearest } from '../../server/src/analysis/workspace/uri-path.ts';

const uri = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
  .map((names) => `file:///${names.join('/')}.yaml`);

describe('nearestIndex', () => {
  it('finds the file itself, otherwise those of the nearest folder, in their order', () => {
    const files = ['file:///w/a/x.yaml', 'file:///w/b/y.yaml', 'file:///w/a/z.yaml'];
    const index = nearestIndex(files, (file) => file);
    assert.deepEqual(index.nearest('file:///w/a/x.yaml'), ['file:///w/a/x.yaml']);
    assert.deepEqual(index.nearest('file:///w/a/pod.yaml'), ['file:///w/a/x.yaml', 'file:///w/a/z.yaml']);
    assert.deepEqual(index.nearest('file:///w/pod.yaml'), files);
    assert.deepEqual(nearestIndex<string>([], String).nearest('file:///w/pod.yaml'), []);
  });

  it('finds what comparing with every file finds', () => {
    fc.assert(
      fc.property(fc.array(uri, { maxLength: 12 }), uri, (files, from) => {
        const items = files.map((file, id) => ({ file, id }));
        const uriOf = (item: (typeof items)[number]) => item.file;
        assert.deepEqual(nearestIndex(items, uriOf).nearest(from), nearest(from, items, uriOf));
      }),
      { numRuns: 2000 },
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sourceFile } from '../../server/src/analysis/workspace/source-file.ts';
import { suffixIndex } from '../../server/src/analysis/workspace/suffix-index.ts';
import { commonSuffix, nearest, reversedSegments } from '../../server/src/analysis/workspace/uri-path.ts';

const path = fc
  .array(fc.constantFrom('a', 'b', 'envoy.yaml'), { minLength: 1, maxLength: 4 })
  .map((names) => `/${names.join('/')}`);

describe('suffixIndex', () => {
  it('finds the files whose paths share most names with the end of a path, and the nearest of them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 8 }), path, path, (paths, wanted, from) => {
        const files = paths.map((one) => sourceFile(`file://${one}`, ''));
        const shared = (uri: string) => commonSuffix(reversedSegments(uri), reversedSegments(wanted));
        const longest = Math.max(1, ...files.map(({ uri }) => shared(uri)));
        const best = files.filter(({ uri }) => shared(uri) === longest);
        assert.deepEqual(
          suffixIndex(files).longest(wanted)?.nearest(`file://${from}`) ?? [],
          nearest(`file://${from}`, best, ({ uri }) => uri),
        );
      }),
      { numRuns: 500 },
    );
  });
});

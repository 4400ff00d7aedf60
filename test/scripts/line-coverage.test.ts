import assert from 'node:assert/strict';
import { addExecutedLines, type ExecutedLines, type ProcessCoverage } from '../../scripts/line-coverage.ts';

const url = 'file:///source.ts';

/** `const a=1;` and `function f(){` and `return 2}`, from lines 1, 3 and 4 of the source. */
const coverage = (count: number): ProcessCoverage => ({
  result: [
    {
      url,
      functions: [
        { ranges: [{ startOffset: 0, endOffset: 34, count: 1 }] },
        { ranges: [{ startOffset: 24, endOffset: 34, count }] },
      ],
    },
    { url: 'file:///without-a-map.js', functions: [] },
  ],
  'source-map-cache': { [url]: { lineLengths: [10, 13, 9], data: { mappings: 'AAAA;AAEA;AACA' } } },
});

const linesOf = (...processes: readonly ProcessCoverage[]): ExecutedLines | undefined => {
  const lines = new Map<string, ExecutedLines>();
  for (const one of processes) addExecutedLines(lines, one);
  assert.deepEqual([...lines.keys()], [url]);
  return lines.get(url);
};

describe('the coverage of lines', () => {
  it('follows the source map to the lines of the source', () => {
    assert.deepEqual(
      [...(linesOf(coverage(0)) ?? [])],
      [
        [1, true],
        [3, true],
        [4, false],
      ],
    );
  });

  it('counts what any process executes', () => {
    assert.equal(linesOf(coverage(0), coverage(3), coverage(0))?.get(4), true);
  });

  it('reads numbers of several digits and negative ones', () => {
    const map = { lineLengths: [40], data: { mappings: 'AAgCA,UADA' } };
    const process = { result: [{ url, functions: [] }], 'source-map-cache': { [url]: map } };
    assert.deepEqual([...(linesOf(process) ?? []).keys()], [33, 32]);
  });
});

import assert from 'node:assert/strict';
import { didYouMean } from '../../server/src/analysis/text/did-you-mean.ts';
import { editDistance } from '../../server/src/analysis/text/edit-distance.ts';

describe('did you mean', () => {
  it('ranks case and hyphens first, then slips', () => {
    assert.deepEqual(didYouMean('hostpath', ['hostPort', 'hostPath', 'host-path', 'volume']), [
      'hostPath',
      'host-path',
    ]);
    assert.deepEqual(didYouMean('taregtCluster', ['targetCluster', 'other']), ['targetCluster']);
  });

  it('offers nothing far away, unless all are asked for', () => {
    assert.deepEqual(didYouMean('xyz', ['TCP', 'UDP']), []);
    assert.deepEqual(didYouMean('tpc', ['UDP', 'TCP'], { all: true }), ['TCP', 'UDP']);
  });

  it('never offers what is written', () => assert.deepEqual(didYouMean('a', ['a']), []));
});

describe('edit distance', () => {
  it('counts a swap as one edit if swaps are allowed', () => {
    assert.equal(editDistance('9902', '9092'), 2);
    assert.equal(editDistance('9902', '9092', true), 1);
    assert.equal(editDistance('', 'abc'), 3);
  });
});

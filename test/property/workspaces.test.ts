import assert from 'node:assert/strict';
import { type Measured, measure, demands } from '../workspaces/measure.ts';
import { askOutside } from '../workspaces/outside.ts';
import { carriers } from '../workspaces/plan.ts';
import { runs, seed } from './mutated-files.ts';

const RUNS = Math.max(runs(carriers.length), carriers.length);

describe('generated workspaces', () => {
  let measured: Measured;
  before(() => {
    measured = measure(RUNS, seed, 6);
  });

  it(`are silent where they are right, and show each mistake and its fix, in ${RUNS} of them`, () => {
    const short = measured.shortcomings.filter((text) => !text.includes('no fix:'));
    const missed = demands(measured).filter(({ short }) => short);
    assert.deepEqual(missed, [], short.slice(0, 10).join('\n'));
  });

  it('contain each carrier', () => {
    const found = measured.figures.get('carrier') ?? new Map();
    assert.deepEqual(
      carriers.map(({ name }) => name).filter((name) => !found.has(name)),
      [],
    );
  });

  it('are accepted by the real Envoy and by the API server', async () => {
    const { envoy, kubernetes } = await askOutside(measured.right, 40);
    assert.deepEqual([...envoy.refused, ...kubernetes.refused], []);
  });
});

import assert from 'node:assert/strict';
import { originOfFiles } from '../property/mutated-files.ts';
import { fuzz } from './fuzz.ts';

const SESSIONS = 60;

describe(`the language server under random steps (${originOfFiles})`, () => {
  it(`stays right and quick in ${SESSIONS} sessions; npm run fuzz tries more`, async function () {
    this.timeout(300_000);
    const { counts, failure } = await fuzz(1, SESSIONS);
    assert.equal(failure, undefined);
    assert.ok(
      counts.requests > SESSIONS && counts.comparisons > SESSIONS && counts.actions > 0,
      JSON.stringify(counts),
    );
  });
});

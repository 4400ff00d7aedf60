import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mutantsOf, mutationKinds } from './mutations.ts';

const pod = { name: 'pod.yaml', text: readFileSync(new URL('manifests/pod.yaml', import.meta.url), 'utf8') };

describe('mutantsOf', () => {
  it('makes the same mutants for the same seed, and others for another', () => {
    assert.deepEqual(mutantsOf([pod], 50, 1), mutantsOf([pod], 50, 1));
    assert.notDeepEqual(mutantsOf([pod], 50, 1), mutantsOf([pod], 50, 2));
  });

  it('makes mutants of each kind, nearly all of which differ from the manifest', () => {
    const mutants = mutantsOf([pod], 210, 1);
    for (const kind of mutationKinds) assert.ok(mutants.filter((one) => one.kind === kind).length > 20, kind);
    assert.ok(mutants.filter(({ text }) => text !== pod.text).length > 200);
  });
});

import assert from 'node:assert/strict';
import { bootstrapsOf, deprecations, itAsksEnvoy } from '../../../fixture/ask-envoy.ts';
import { checkFix, fixTitles, workspaceOf } from '../../../fixture/check.ts';
import { parseFixture } from '../../../fixture/parse-fixture.ts';

export const code = 'envoy/deprecated-field';

/** A part of a bootstrap with one deprecated field, and the result of the preferred fix. */
export type Rewritten = readonly [before: string, after: string];

/** Checks each rewrite, and that the real Envoy accepts its result without a warning about deprecated fields. */
export function itRewrites(cases: Readonly<Record<string, Rewritten>>, around: (part: string) => string): void {
  const fixture = (part: string): string => `#- /envoy.yaml\n${around(part)}`;
  for (const [what, [before, after]] of Object.entries(cases))
    it(`rewrites ${what}`, () => checkFix(fixture(before), code, fixture(after)));

  itAsksEnvoy('yields what Envoy takes without a warning', async (envoy) => {
    const texts = Object.values(cases).flatMap(([, after]) => bootstrapsOf(workspaceOf(parseFixture(fixture(after)))));
    assert.deepEqual(await deprecations(envoy, texts), []);
  });
}

/** Checks that no rewrite is offered: it would not be the same. */
export function itLeaves(cases: Readonly<Record<string, string>>, around: (part: string) => string): void {
  for (const [what, part] of Object.entries(cases))
    it(`leaves ${what} to a person`, () => assert.deepEqual(fixTitles(`#- /envoy.yaml\n${around(part)}`, code), []));
}

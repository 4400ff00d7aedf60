import assert from 'node:assert/strict';
import type { SeverityOverrides } from '../../server/src/analysis/index.ts';
import { itAsksEnvoy, refusals } from '../fixture/ask-envoy.ts';
import { checkDiagnostics } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** A fixture with one bootstrap, and the reason with which the real Envoy rejects it; undefined if Envoy accepts it. */
export type EnvoyCase = readonly [fixture: string, claims: string, reason?: RegExp];

/** Tests that each bootstrap has the claimed diagnostics, and that Envoy rejects it for the given reason or accepts it. */
export function compareWithEnvoy(cases: Readonly<Record<string, readonly EnvoyCase[]>>, off: SeverityOverrides): void {
  for (const [title, those] of Object.entries(cases))
    it(title, () => {
      for (const [fixture, claims] of those) checkDiagnostics(fixture + claims, off);
    });

  itAsksEnvoy('have the same verdict from the real Envoy', async (envoy) => {
    const all = Object.values(cases).flatMap((those) =>
      those.map(([fixture, , reason]) => ({ text: parseFixture(fixture)[0]?.text ?? '', reason })),
    );
    const said = new Map(
      (
        await refusals(
          envoy,
          all.map(({ text }) => text),
        )
      ).map((one) => [one.text, one.said]),
    );
    for (const { text, reason } of all) {
      const answer = said.get(text) ?? 'accepted';
      assert.ok((reason ?? /^accepted$/).test(answer), `${text}\nEnvoy said: ${answer}`);
    }
  });
}

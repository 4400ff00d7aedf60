import assert from 'node:assert/strict';
import { allRules, formatMessage, type Workspace } from '../../server/src/analysis/index.ts';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../fixture/ask-envoy.ts';
import { applyFix, diagnosticsOf, workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';
import { seedFiles, seedTable } from './seed-table.ts';

describe('the real Envoy', () => {
  itAsksEnvoy('accepts what the fixes of every rule’s examples make', async (envoy) => {
    const fixed = allRules.flatMap(({ code, examples }) =>
      examples
        .filter(({ after }) => after !== undefined)
        .flatMap(({ before }) => fixedTexts(workspaceOf(parseFixture(before)), [code])),
    );
    await accepts(envoy, fixed);
  });

  itAsksEnvoy('accepts what the fixes of the seed’s table make', async (envoy) => {
    const fixed = seedTable.flatMap(({ edit, expected }) =>
      fixedTexts(
        workspaceOf(seedFiles(edit)),
        expected.map(({ code }) => code),
      ),
    );
    await accepts(envoy, fixed);
  });

  itAsksEnvoy('rejects what is wrong, so its verdict means something', async (envoy) => {
    assert.equal((await refusals(envoy, ['static_resources: { clusters: [{ nam: x }] }'])).length, 1);
  });
});

interface FixedText {
  readonly fix: string;
  readonly text: string;
}

/** The bootstraps after each fix of each diagnostic with one of the codes. */
const fixedTexts = (workspace: Workspace, codes: readonly string[]): FixedText[] =>
  diagnosticsOf(workspace)
    .filter(({ code }) => codes.includes(code))
    .flatMap(({ code, fixes }) =>
      (fixes?.() ?? []).flatMap((fix) =>
        bootstrapsOf(applyFix(workspace, fix)).map((text) => ({ fix: `${code}: ${formatMessage(fix.title)}`, text })),
      ),
    );

async function accepts(envoy: string, fixed: readonly FixedText[]): Promise<void> {
  assert.ok(fixed.length > 0, 'no fix was found');
  const found = await refusals(
    envoy,
    fixed.map(({ text }) => text),
  );
  const refused = found.map(({ text, said }) => ({ fix: fixed.find((one) => one.text === text)?.fix, said }));
  assert.deepEqual(refused, []);
}

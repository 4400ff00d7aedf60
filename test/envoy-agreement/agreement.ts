// How far `check` agrees with the real Envoy on the corpus. Started by `npm run test:envoy`, which says what the arguments are.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { corpusFolder } from '../corpus/corpus.ts';
import { envoyAtHand } from '../fixture/ask-envoy.ts';
import { checkAcceptedMutants } from './check-accepted-mutants.ts';
import { checkBootstraps } from './check-bootstraps.ts';
import { checkFixes } from './check-fixes.ts';
import { checkRandomChanges } from './check-random-changes.ts';
import { checkRejectedMutants } from './check-rejected-mutants.ts';
import { checkSemantics } from './check-semantics.ts';
import { envoyVerdicts } from './envoy-verdicts.ts';
import { type Mutants, readMutants } from './mutants.ts';
import type { Part } from './part.ts';
import { formatAgreement, isAboveFloor, shareOf } from './print-agreement.ts';

const partNames = ['bootstraps', 'mutants', 'semantics', 'accepted', 'fixes', 'random'] as const;
type PartName = (typeof partNames)[number];

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      list: { type: 'string', default: '10' },
      only: { type: 'string', multiple: true },
      random: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
    },
  });
  const only = (values.only ?? []).flatMap((names) => names.split(','));
  const unknown = only.find((name) => !partNames.some((part) => part === name));
  if (unknown !== undefined) {
    process.stderr.write(`There is no part ${unknown}; the parts are ${partNames.join(', ')}.\n`);
    return 2;
  }
  if (!corpusFolder) {
    process.stdout.write('Nothing was compared with Envoy: the corpus does not lie beside this checkout.\n');
    return 0;
  }
  const chosen = partNames.filter((name) => only.length === 0 || only.includes(name));
  const random = { count: Number(values.random), seed: Number(values.seed) };
  const parts = await runParts(corpusFolder, chosen, random);
  process.stdout.write(`${formatAgreement(parts, Number(values.list))}\n`);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(parts.map(withShares), null, 1)}\n`);
  return leaveCounts(parts);
}

async function runParts(
  corpus: string,
  chosen: readonly PartName[],
  random: { readonly count: number; readonly seed: number },
): Promise<Part[]> {
  let mutants: Mutants | undefined;
  const readOnce = (): Mutants => {
    mutants ??= readMutants(corpus);
    return mutants;
  };
  const run: Record<PartName, () => Part | Promise<Part>> = {
    bootstraps: () => checkBootstraps(corpus),
    mutants: () => checkRejectedMutants(readOnce()),
    semantics: () => checkSemantics(corpus),
    accepted: () => checkAcceptedMutants(readOnce()),
    fixes: () => checkFixes(readOnce(), envoyToAsk()),
    random: async () => {
      const envoy = envoyToAsk();
      if (!envoy) return { figures: [], tables: [], listings: [] };
      return checkRandomChanges(corpus, envoy, random.count, random.seed);
    },
  };
  const parts: Part[] = [];
  for (const name of chosen) parts.push(await run[name]());
  return parts;
}

function envoyToAsk() {
  const envoy = envoyAtHand();
  if (envoy) return envoyVerdicts(envoy);
  process.stdout.write('There is no Envoy at hand: fixes are only counted, and random changes are left out.\n');
  return undefined;
}

function withShares({ figures, tables, listings }: Part) {
  return { figures: figures.map((one) => ({ ...one, share: shareOf(one) })), tables, listings };
}

/** Each figure is a test: it passes at or above its floor. */
function leaveCounts(parts: readonly Part[]): number {
  const figures = parts.flatMap((part) => part.figures);
  const failed = figures.filter((one) => !isAboveFloor(one)).length;
  const counts = { passed: figures.length - failed, failed, skipped: 0 };
  if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
  return failed === 0 ? 0 : 1;
}

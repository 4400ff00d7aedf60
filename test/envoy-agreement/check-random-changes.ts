import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { readRows } from '../corpus/corpus.ts';
import { type CheckedCase, checkText, firstError, hasError } from './checked-case.ts';
import type { AskEnvoy } from './envoy-verdicts.ts';
import { figure, type Part } from './part.ts';
import { changeOnce, type Json, randomNumbers } from './random-changes.ts';

/** Longer bootstraps only take longer. */
const MAX_LENGTH = 20_000;

/** Bootstraps that Envoy accepts, each with one random change: Envoy and `check` have to agree on what comes of it. */
export async function checkRandomChanges(corpus: string, envoy: AskEnvoy, count: number, seed: number): Promise<Part> {
  const cases = randomCases(corpus, count, seed);
  const verdict = await envoy(cases.map(({ file }) => file.text));
  const reason = ({ file }: CheckedCase): string | undefined => verdict(file.text);
  const accepted = cases.filter((one) => reason(one) === undefined);
  const rejected = cases.filter((one) => reason(one) !== undefined);
  return {
    figures: [figure('randomClean', accepted, (one) => !hasError(one)), figure('randomFound', rejected, hasError)],
    tables: [],
    listings: [
      {
        title: `Accepted random changes with an error (seed ${seed})`,
        lines: accepted.filter(hasError).map(firstError),
      },
      {
        title: `Rejected random changes without an error (seed ${seed})`,
        lines: rejected.filter((one) => !hasError(one)).map((one) => `${one.row.file}: ${reason(one)?.slice(0, 200)}`),
      },
    ],
  };
}

function randomCases(corpus: string, count: number, seed: number): CheckedCase[] {
  const texts = readRows(path.join(corpus, 'bootstraps', 'index.csv'))
    .filter(({ verdict, expected }) => verdict === 'valid' && expected === 'valid')
    .map(({ file = '' }) => readFileSync(path.join(corpus, 'bootstraps', file), 'utf8'))
    .filter((text) => text.length <= MAX_LENGTH);
  const random = randomNumbers(seed);
  const cases: CheckedCase[] = [];
  while (cases.length < count) {
    const text = texts[Math.floor(random() * texts.length)] ?? '';
    const root = parse(text, { uniqueKeys: false, logLevel: 'silent' }) as Json;
    const what = changeOnce(root, random);
    if (what === undefined) continue;
    const changed = stringify(root, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
    cases.push(checkText({ file: what }, `changed-${cases.length}.yaml`, changed, {}));
  }
  return cases;
}

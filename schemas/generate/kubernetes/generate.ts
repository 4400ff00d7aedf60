/**
 * Generates schemas/kubernetes: `npx tsx schemas/generate/kubernetes/generate.ts`. Requires Go and its module proxy.
 * With `--validators` only the validators are compiled again from the committed facts, without Go and network. If `--check` is
 * added, nothing is written, and the exit code is 1 if something is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { KubernetesFacts } from '../../../server/src/analysis/schema/kubernetes-facts.ts';
import { compileValidators, declareValidators } from './compile-validators.ts';
import { printFacts } from './print-facts.ts';
import { readModules } from './read-modules.ts';

const folder = new URL('../../kubernetes/', import.meta.url);
const factsFile = new URL('facts.json', folder);

const facts = process.argv.includes('--validators')
  ? (JSON.parse(readFileSync(factsFile, 'utf8')) as KubernetesFacts)
  : readModules();
write('facts.json', printFacts(facts));
write('validators.js', compileValidators(facts));
write('validators.d.ts', declareValidators(facts));

function write(name: string, text: string): void {
  const file = new URL(name, folder);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) process.exitCode = 1;
}

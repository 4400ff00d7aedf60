/**
 * `npm run test:typing`: a scripted typist writes files and entries key by key. Prints the diagnostics that appear outside of
 * the entry that is being written and vanish when it is complete. Exits with 1 if there are errors among them. Options
 * behind `--`: `--only TEXT` for titles that contain it, `--list` prints each diagnostic.
 */
import { parseArgs } from 'node:util';
import { type Flow, flowOf } from './flow.ts';
import { corpusFiles, insertedEntries, wholeFiles } from './writings.ts';

const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, list: { type: 'boolean', default: false } },
});

const corpus = corpusFiles();
const writings = [...insertedEntries(), ...wholeFiles(), ...corpus];
const flows = writings.filter(({ title }) => title.includes(options.only)).map(printed);
process.stdout.write(`${row(`all ${flows.length}`, flows)}\n`);
if (corpus.length === 0)
  process.stdout.write('The corpus does not lie beside this checkout: 8 files were not written.\n');
if (flows.some(({ foreign }) => foreign.some(({ severity }) => severity === 'error'))) process.exitCode = 1;

function printed(writing: (typeof writings)[number]): Flow {
  const flow = flowOf(writing);
  process.stdout.write(`${row(flow.title, [flow])}\n`);
  for (const { severity, text, written, keystrokes } of flow.foreign)
    if (options.list || severity === 'error')
      process.stdout.write(`    ${severity} for ${keystrokes} keys, from ${JSON.stringify(written)} on: ${text}\n`);
  return flow;
}

function row(title: string, all: readonly Flow[]): string {
  const keys = all.reduce((sum, { keystrokes }) => sum + keystrokes, 0);
  return [title.padEnd(48), `${keys} keys`.padStart(12), ...counts(all)].join('  ');
}

/** Diagnostics, and in brackets the keystrokes after which they were shown. */
function counts(all: readonly Flow[]): string[] {
  const foreign = all.flatMap((flow) => flow.foreign);
  return (['error', 'warning', 'information', 'hint'] as const).map((severity) => {
    const own = foreign.filter((one) => one.severity === severity);
    return `${own.length} ${severity} (${own.reduce((sum, one) => sum + one.keystrokes, 0)})`.padStart(18);
  });
}

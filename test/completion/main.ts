/**
 * `npm run test:completion`: takes keys, values and names out of manifests, asks for completions there, and prints how
 * often they are offered. Options behind `--`: `--sample N` probes N sites of each category (300), `--all` all of them,
 * `--seed S` chooses others, `--typed N` leaves the first N characters, `--list N` prints N misses (12),
 * `--typing` the words that had to be typed. Then a typist writes whole files, and each of the first ten items is
 * accepted at random places of configs in each carrier: `--places N` of them (3000), chosen by the same seed.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpusFolder } from '../corpus/corpus.ts';
import { acceptedAt, acceptTable, cleanFloor, documentsFrom } from './accept/accept-report.ts';
import { randomOf } from './accept/random.ts';
import { typedShare, wantedFiles, written } from './authored.ts';
import { chosen, corpusWorkspaces, goldenTexts } from './probed-workspaces.ts';
import { type Probed, probe, sitesOf } from './probe.ts';

const { values: options } = parseArgs({
  options: {
    sample: { type: 'string', default: '300' },
    all: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    typed: { type: 'string', default: '0' },
    typing: { type: 'boolean', default: false },
    list: { type: 'string', default: '12' },
    places: { type: 'string', default: '3000' },
  },
});
const targets = { offered: 99.5, firstTen: 95 };

const corpora = corpusFolder ? corpusWorkspaces(corpusFolder) : [];
if (!corpusFolder)
  process.stdout.write('The corpus does not lie beside this checkout: only our own manifests are probed.\n');
const sites = [...goldenTexts(), ...corpora].flatMap(sitesOf);
const sample = options.all ? sites : chosen(sites, Number(options.sample), Number(options.seed));
const probed = sample.map((one) => probe(one, Number(options.typed)));
print(probed);
const [offered, firstTen] = shares(probed);
printAuthored();
printAccepted();
if (offered < targets.offered || firstTen < targets.firstTen) process.exitCode = 1;

function print(all: readonly Probed[]): void {
  const lines = [...new Set(all.map(({ site }) => site.category))].sort().map((category) => row(category, all));
  const missed = all.filter(({ rank }) => rank === undefined || rank > 10);
  const step = Math.max(1, Math.floor(missed.length / Number(options.list)));
  const shown = missed.filter((_, i) => i % step === 0).map(line);
  process.stdout.write(
    `${[...lines, row('all', all), '', `Not among the first ten: ${missed.length}`, ...shown].join('\n')}\n`,
  );
  const times = all.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
  process.stdout.write(`Time for an answer: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms\n`);
}

/** What it takes to write whole files. */
function printAuthored(): void {
  process.stdout.write('\nWritten from an empty file by a scripted typist:\n');
  for (const wanted of wantedFiles()) {
    const done = written(wanted);
    const share = `${typedShare(wanted, done).toFixed(1)} % of ${wanted.text.length} characters typed`;
    process.stdout.write(`  ${wanted.title.padEnd(32)}  ${done.keys} keys (at most ${wanted.keys})  ${share}\n`);
    for (const { line, text } of done.steps.filter(({ kind, text }) => kind === 'typed' && /\w{2}/.test(text)))
      if (options.typing) process.stdout.write(`    line ${line}: ${text}\n`);
    if (done.keys > wanted.keys) process.exitCode = 1;
  }
}

/** What items do to the text in which they are accepted. */
function printAccepted(): void {
  const random = randomOf(Number(options.seed));
  const trials = acceptedAt(documentsFrom(corpusFolder, 60, random), Number(options.places), random);
  const { lines, below } = acceptTable(trials);
  const wrong = trials.flatMap((one) =>
    one.wrong ? [`  ${one.kind}, ${one.carrier}: ${one.label}: ${one.wrong}`] : [],
  );
  process.stdout.write(
    `\nAccepted at ${options.places} random places:\n${[...lines, ...wrong.slice(0, Number(options.list))].join('\n')}\n`,
  );
  if (below.length === 0) return;
  process.stdout.write(`Below ${cleanFloor} %: ${below.join(', ')}\n`);
  process.exitCode = 1;
}

function row(category: string, all: readonly Probed[]): string {
  const own = category === 'all' ? all : all.filter(({ site }) => site.category === category);
  const [offered, firstTen, first] = shares(own);
  const cells = [
    `${own.length} probes`,
    `${offered.toFixed(1)} % offered`,
    `${firstTen.toFixed(1)} % among the first ten`,
  ];
  return [category.padEnd(18), ...cells, `${first.toFixed(1)} % first`].join('  ');
}

function shares(all: readonly Probed[]): readonly [offered: number, firstTen: number, first: number] {
  const share = (limit: number) =>
    (100 * all.filter(({ rank }) => rank !== undefined && rank <= limit).length) / all.length;
  return [share(Number.POSITIVE_INFINITY), share(10), share(1)];
}

function line({ uri, site, rank, offered }: Probed): string {
  const row = site.text.slice(0, site.cursor).split('\n').length;
  return `  ${site.category}: ${site.label} (rank ${rank ?? '-'} of ${offered}) ${path.basename(uri)}:${row}`;
}

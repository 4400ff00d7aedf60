// `npm run fuzz -- --minutes N`: sessions with random steps until so many minutes of CPU time are spent, or one fails.
import { parseArgs } from 'node:util';
import { originOfFiles } from '../property/mutated-files.ts';
import { fuzz, newCounts } from './fuzz.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: String(Date.now() % 1e9) } },
});
const minutes = Number(values.minutes);
const first = Number(values.seed);
if (!(minutes > 0) || !Number.isInteger(first)) {
  process.stderr.write('usage: npm run fuzz -- [--minutes N] [--seed N]\n');
  process.exit(2);
}

const SESSIONS = 20;
const counts = newCounts();
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 60e6;
};
process.stdout.write(`Fuzzing with ${originOfFiles}, from seed ${first}.\n`);
let failure: string | undefined;
let seed = first;
for (; spent() < minutes && failure === undefined; seed++) failure = (await fuzz(seed, SESSIONS, counts)).failure;
const { steps, requests, actions, comparisons, slowest } = counts;
process.stdout.write(
  `${((seed - first) * SESSIONS).toString()} sessions, ${steps} steps, ${requests} requests, ${actions} actions applied, ${comparisons} comparisons with a fresh start, slowest answer ${slowest.toFixed(0)} ms of CPU time, ${spent().toFixed(1)} minutes of CPU time\n`,
);
if (failure !== undefined) {
  process.stdout.write(`FAILED with seed ${seed - 1} (npm run fuzz -- --seed ${seed - 1}):\n${failure}\n`);
  process.exit(1);
}
process.stdout.write('No failure.\n');
process.exit(0);

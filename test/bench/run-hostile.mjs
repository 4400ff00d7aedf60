// Times every input of `hostile-inputs.mjs` at its size and at twice its size, and words the result with what is over a limit.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serverBundle } from '../../scripts/server-bundle.mjs';
import { hostileInputs } from './hostile-inputs.mjs';
import { grid, shown } from './table.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
/** A process that takes longer is ended, and has broken its limits. */
const MAX_SECONDS = 60;
const MAX_TRIES = 3;

/**
 * What is asked of each time: at most `least` ms, or so many times what an ordinary file of the same length takes to be opened
 * in the same process. `growth`: of the time at twice the size to the time before.
 */
export const limits = {
  first: { least: 500, times: 5 },
  key: { least: 200, times: 4 },
  lightbulb: { least: 200, times: 3 },
  fixAll: { least: 1000, times: 2 },
  growth: 3.2,
};
const parts = ['first', 'key', 'lightbulb', 'fixAll'];

/**
 * @param folder an empty one to work in
 * @param pattern which inputs, by their names
 * @returns {Promise<{ table: string, over: string[] }>} the table, and the limits that are exceeded
 */
export async function measureHostile(folder, pattern) {
  const bundle = path.join(folder, 'hostile.mjs');
  await build({ ...serverBundle, entryPoints: [here('hostile-server.ts')], outfile: bundle });
  const inputs = hostileInputs.filter(({ name }) => new RegExp(pattern, 'i').test(name));
  const runs = [];
  for (const { name, size, limit } of inputs) {
    runs.push(measured({ name, size, limit, bundle }));
    const { broken } = runs.at(-1);
    process.stderr.write(`${name}${broken.length > 0 ? `: ${broken.join('; ')}` : ''}\n`);
  }
  const over = runs.flatMap(({ name, broken }) => broken.map((what) => `${name}: ${what}`));
  return { table: tableOf(runs), over };
}

/** Other work on the machine only adds time, so what is over a limit is measured up to three times, and the shortest times count. */
function measured({ name, size, limit, bundle }) {
  const measure = () => {
    const once = inProcess(bundle, name, size);
    return { once, twice: once.failed ? once : inProcess(bundle, name, 2 * size) };
  };
  let times = measure();
  for (let tries = 1; tries < MAX_TRIES && brokenLimits(limit, times).length > 0; tries++) {
    const again = measure();
    times = { once: shortest(times.once, again.once), twice: shortest(times.twice, again.twice) };
  }
  return { name, size, limit, ...times, broken: brokenLimits(limit, times) };
}

/** The shorter of each two times. A failure counts only if both failed. */
function shortest(a, b) {
  if (a.failed || b.failed) return a.failed ? b : a;
  const hostile = Object.fromEntries(parts.map((part) => [part, Math.min(a.hostile[part], b.hostile[part])]));
  return {
    ...a,
    ordinary: { ...a.ordinary, first: Math.min(a.ordinary.first, b.ordinary.first) },
    hostile: { ...a.hostile, ...hostile },
  };
}

function inProcess(bundle, name, size) {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [here('hostile.mjs'), bundle, name, `${size}`],
    {
      encoding: 'utf8',
      timeout: MAX_SECONDS * 1000,
      killSignal: 'SIGKILL',
    },
  );
  if (status === 0) return JSON.parse(stdout);
  return {
    failed:
      signal === 'SIGKILL' ? `took over ${MAX_SECONDS} s` : `ended with ${status ?? signal}: ${stderr.slice(0, 200)}`,
  };
}

function brokenLimits({ growth = limits.growth, factor = 1 }, { once, twice }) {
  const failed = once.failed ?? twice.failed;
  if (failed) return [failed];
  return parts.flatMap((part) => {
    const { least, times } = limits[part];
    const most = Math.max(least, factor * times * twice.ordinary.first);
    const [before, after] = [once.hostile[part], twice.hostile[part]];
    return [
      ...(after > most ? [`${part} takes ${shown(after)} ms, at most ${shown(most)}`] : []),
      ...(after > least && after > growth * before ? [`${part} grows by ${shown(after / before)}`] : []),
    ];
  });
}

function tableOf(runs) {
  const rows = runs.map(({ name, size, once, twice, broken }) => [
    name,
    `${size}`,
    once.failed ? '' : `${Math.round(twice.length / 1000)}`,
    once.failed ? '' : `${once.hostile.found}`,
    ...parts.map((part) =>
      once.failed || twice.failed
        ? ''
        : `${shown(twice.hostile[part])} (×${shown(twice.hostile[part] / Math.max(0.1, once.hostile[part]))})`,
    ),
    twice.failed ? '' : shown(twice.ordinary?.first),
    broken.length > 0 ? 'over' : '',
  ]);
  return grid(
    [
      'input',
      'size',
      'kB at twice',
      'findings',
      'first (ms)',
      'key, p95',
      'lightbulb',
      'fix-all',
      'ordinary, first',
      '',
    ],
    rows,
    1,
  );
}

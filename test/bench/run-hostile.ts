// Times every input of `hostile-inputs.ts` at its size and at twice its size, and words the result with what is over a limit.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serverBundle } from '../../scripts/server-bundle.mjs';
import type { HostileTimes } from './hostile.ts';
import { hostileInputs, type NamedInput } from './hostile-inputs.ts';
import type { InputLimits } from './hostile-parts.ts';
import { grid, shown } from './table.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
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
const parts = ['first', 'key', 'lightbulb', 'fixAll'] as const;

/** The times of an input, or why there are none. */
type Outcome = HostileTimes | { readonly failed: string };

interface InputRun {
  readonly name: string;
  readonly size: number;
  readonly once: Outcome;
  /** At twice the size. */
  readonly twice: Outcome;
  /** The limits that are exceeded. */
  readonly broken: readonly string[];
}

type SizedInput = Omit<NamedInput, 'files'> & { readonly bundle: string };

/**
 * @param folder an empty one to work in
 * @param pattern which inputs, by their names
 * @returns the table, and the limits that are exceeded
 */
export async function measureHostile(
  folder: string,
  pattern: string,
): Promise<{ readonly table: string; readonly over: readonly string[] }> {
  const bundle = path.join(folder, 'hostile.mjs');
  await build({ ...serverBundle, entryPoints: [here('hostile.ts')], outfile: bundle });
  const inputs = hostileInputs.filter(({ name }) => new RegExp(pattern, 'i').test(name));
  const runs = inputs.map(({ name, size, limit }) => {
    const run = measured({ name, size, limit, bundle });
    process.stderr.write(`${name}${run.broken.length > 0 ? `: ${run.broken.join('; ')}` : ''}\n`);
    return run;
  });
  const over = runs.flatMap(({ name, broken }) => broken.map((what) => `${name}: ${what}`));
  return { table: tableOf(runs), over };
}

/** Other work on the machine only adds time, so what is over a limit is measured up to three times, and the shortest times count. */
function measured({ name, size, limit, bundle }: SizedInput): InputRun {
  const measure = () => {
    const once = inProcess(bundle, name, size);
    return { once, twice: 'failed' in once ? once : inProcess(bundle, name, 2 * size) };
  };
  let times = measure();
  for (let tries = 1; tries < MAX_TRIES && brokenLimits(limit, times).length > 0; tries++) {
    const again = measure();
    times = { once: shortest(times.once, again.once), twice: shortest(times.twice, again.twice) };
  }
  return { name, size, ...times, broken: brokenLimits(limit, times) };
}

/** The shorter of each two times. A failure counts only if both failed. */
function shortest(a: Outcome, b: Outcome): Outcome {
  if ('failed' in a) return b;
  if ('failed' in b) return a;
  const shorter = (part: (typeof parts)[number]) => Math.min(a.hostile[part], b.hostile[part]);
  return {
    ...a,
    ordinary: { ...a.ordinary, first: Math.min(a.ordinary.first, b.ordinary.first) },
    hostile: {
      found: a.hostile.found,
      first: shorter('first'),
      key: shorter('key'),
      lightbulb: shorter('lightbulb'),
      fixAll: shorter('fixAll'),
    },
  };
}

function inProcess(bundle: string, name: string, size: number): Outcome {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [bundle, name, `${size}`], {
    encoding: 'utf8',
    timeout: MAX_SECONDS * 1000,
    killSignal: 'SIGKILL',
  });
  if (status === 0) return JSON.parse(stdout);
  return {
    failed:
      signal === 'SIGKILL' ? `took over ${MAX_SECONDS} s` : `ended with ${status ?? signal}: ${stderr.slice(0, 200)}`,
  };
}

function brokenLimits(
  { growth = limits.growth, factor = 1 }: InputLimits,
  { once, twice }: Pick<InputRun, 'once' | 'twice'>,
): readonly string[] {
  if ('failed' in once) return [once.failed];
  if ('failed' in twice) return [twice.failed];
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

function cellsOf({ once, twice }: InputRun): readonly string[] {
  if ('failed' in once || 'failed' in twice) return ['', '', ...parts.map(() => ''), ''];
  return [
    `${Math.round(twice.length / 1000)}`,
    `${once.hostile.found}`,
    ...parts.map(
      (part) => `${shown(twice.hostile[part])} (×${shown(twice.hostile[part] / Math.max(0.1, once.hostile[part]))})`,
    ),
    shown(twice.ordinary.first),
  ];
}

function tableOf(runs: readonly InputRun[]): string {
  const rows = runs.map((run) => [run.name, `${run.size}`, ...cellsOf(run), run.broken.length > 0 ? 'over' : '']);
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

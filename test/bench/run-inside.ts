// Bundles the analysis as the server is bundled, times it in processes of their own, and words the result.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serverBundle } from '../../scripts/server-bundle.mjs';
import { capture, Stop } from '../../scripts/run-command.mjs';
import type { ColdTimes, Phase, WarmTimes } from './inside.ts';
import { grid, quantile, shown } from './table.ts';
import { writeWorkload } from './workloads.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const corpus = here('../../../shared/corpus');
/** Every process is cold once. */
const coldStarts = 5;
/** A file with fewer lines costs what every file costs, regardless of its lines. */
const leastLines = 100;

/** @param folder an empty one to work in */
export async function measureInside(folder: string): Promise<string> {
  await build({
    ...serverBundle,
    entryPoints: [here('inside.ts'), here('inside-analysis.ts')],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
  for (const name of ['seed', 'b15k']) writeWorkload(name, path.join(folder, name));
  const hasCorpus = fs.existsSync(corpus);
  const starts = Array.from({ length: coldStarts }, () => inProcess<ColdTimes>(folder, 'cold'));
  const warm = inProcess<WarmTimes>(folder, 'warm', ...(hasCorpus ? [corpus] : []));
  return [figures(starts, warm), phases(warm), warm.corpus ? files(warm.corpus) : noCorpus].join('\n\n');
}

/** @returns what `inside.ts` prints */
function inProcess<T>(folder: string, what: 'cold' | 'warm', ...corpus: readonly string[]): T {
  const [program, bundle] = ['inside.mjs', 'inside-analysis.mjs'].map((name) => path.join(folder, name));
  const { status, stdout, stderr } = capture(process.execPath, [program ?? '', bundle ?? '', what, folder, ...corpus]);
  if (status !== 0) throw new Stop(`The measurement failed: ${stderr.slice(-1000)}`);
  return JSON.parse(stdout);
}

function figures(starts: readonly ColdTimes[], { typed, whole }: WarmTimes): string {
  const median = (of: keyof ColdTimes) =>
    shown(
      quantile(
        starts.map((start) => start[of]),
        0.5,
      ),
    );
  return grid(
    ['inside of the server', 'ms', 'at most'],
    [
      ['the code, loaded once', median('load'), ''],
      ['the facts about Envoy’s API, at their first use', median('facts'), '50'],
      ['the seed’s first check behind that', median('first'), ''],
      ['the seed’s checks by Envoy’s API, warm', shown(typed, 0, 2), '5'],
      ['the seed’s whole check from its text on, warm', shown(whole, 0, 2), ''],
    ],
    1,
  );
}

const names: Readonly<Record<Phase | 'all', string>> = {
  parse: 'parse',
  lower: 'recognise and lower',
  link: 'link, target version',
  typed: 'checks by Envoy’s API',
  rules: 'rules',
  all: 'all together',
};

const phases = ({ keystrokes }: WarmTimes): string =>
  grid(
    ['a keystroke in b15k', 'p50 (ms)'],
    keystrokes.map(([phase, ms]) => [names[phase], shown(ms, 0, 2)]),
    1,
  );

const noCorpus = 'The corpus does not lie beside this checkout, so that its files were not measured.';

function files(measured: NonNullable<WarmTimes['corpus']>): string {
  const perThousand = ({ ms, lines }: (typeof measured)[number]) => (ms * 1000) / lines;
  const long = measured.filter(({ lines }) => lines >= leastLines).sort((a, b) => perThousand(b) - perThousand(a));
  const short = measured.filter(({ lines }) => lines < leastLines);
  const slowest = Math.max(...short.map(({ ms }) => ms));
  const shortOver = short.filter((file) => perThousand(file) > 50);
  const rows = long
    .slice(0, 5)
    .map((file) => [file.file, `${file.lines}`, shown(file.ms, 0, 2), shown(perThousand(file))]);
  const over = long.filter((file) => perThousand(file) > 50).length;
  return [
    grid(['the slowest files of the corpus, warm', 'lines', 'ms', 'ms per 1,000 lines'], rows, 1),
    `\n${over} of ${long.length} files of ${leastLines} lines and more take over 50 ms per 1,000 lines. Of the ${short.length} shorter ones, of which what any file costs is`,
    `a larger share, ${shortOver.length} do; the slowest takes ${shown(slowest)} ms.`,
  ].join('\n');
}

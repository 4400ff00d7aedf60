// Bundles the analysis as the server is bundled, times it in processes of their own, and words the result.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serverBundle } from '../../scripts/server-bundle.mjs';
import { capture, Stop } from '../../scripts/run-command.mjs';
import { grid, quantile, shown } from './table.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const corpus = here('../../../shared/corpus');
/** Every process is cold once. */
const coldStarts = 5;
/** A file with fewer lines costs what every file costs, regardless of its lines. */
const leastLines = 100;

/** @param folder an empty one to work in */
export async function measureInside(folder) {
  const bundle = path.join(folder, 'analysis.mjs');
  await build({ ...serverBundle, entryPoints: [here('inside-analysis.ts')], outfile: bundle });
  const hasCorpus = fs.existsSync(corpus);
  const starts = Array.from({ length: coldStarts }, (_, i) => inProcess(bundle, 'cold', path.join(folder, `${i}`)));
  const warm = inProcess(bundle, 'warm', folder, ...(hasCorpus ? [corpus] : []));
  return [figures(starts, warm), phases(warm), hasCorpus ? files(warm) : noCorpus].join('\n\n');
}

function inProcess(bundle, ...args) {
  const { status, stdout, stderr } = capture(process.execPath, [here('inside.mjs'), bundle, ...args]);
  if (status !== 0) throw new Stop(`The measurement failed: ${stderr.slice(-1000)}`);
  return JSON.parse(stdout);
}

function figures(starts, { typed, whole }) {
  const median = (of) =>
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

const names = {
  parse: 'parse',
  lower: 'recognise and lower',
  link: 'link, target version',
  typed: 'checks by Envoy’s API',
  rules: 'rules',
  all: 'all together',
};

const phases = ({ keystrokes }) =>
  grid(
    ['a keystroke in b15k', 'p50 (ms)'],
    keystrokes.map(([phase, ms]) => [names[phase], shown(ms, 0, 2)]),
    1,
  );

const noCorpus = 'The corpus does not lie beside this checkout, so that its files were not measured.';

function files({ corpus: measured }) {
  const perThousand = ({ ms, lines }) => (ms * 1000) / lines;
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

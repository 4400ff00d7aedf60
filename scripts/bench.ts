// `npm run bench` compares our language server with yaml-language-server on the same files with the same edits.
// `-- --inside` measures its parts, `-- --hostile` texts that are designed to be slow, `-- --edits` thousands of random edits,
// `-- --features` the answers to what an editor asks for after a keystroke, and `-- --workspace` a workspace of 2,000 files.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Measured, measure } from '../test/bench/measure.ts';
import { measureFeatures } from '../test/bench/measure-features.ts';
import { measureWorkspace } from '../test/bench/measure-workspace.ts';
import { type NamedServer, peerServer } from '../test/bench/peer.ts';
import { MAX_WAIT, measureScan } from '../test/bench/measure-scan.ts';
import { measureEdits } from '../test/bench/run-edits.ts';
import { measureHostile } from '../test/bench/run-hostile.ts';
import { measureInside } from '../test/bench/run-inside.ts';
import { table, type WorkloadRuns } from '../test/bench/table.ts';
import { workloads, writeWorkload } from '../test/bench/workloads.ts';
import { main, run, Stop } from './run-command.mjs';
import { root, setUp } from './set-up.mjs';

const { values: options } = parseArgs({
  options: {
    workloads: { type: 'string', default: Object.keys(workloads).join() },
    keys: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '2' },
    'without-peer': { type: 'boolean', default: false },
    'peer-on-all': { type: 'boolean', default: false },
    server: { type: 'string' },
    inside: { type: 'boolean', default: false },
    hostile: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    edits: { type: 'boolean', default: false },
    features: { type: 'boolean', default: false },
    workspace: { type: 'boolean', default: false },
    count: { type: 'string', default: '25000' },
    seed: { type: 'string', default: '1' },
  },
});

await main(async () => {
  const names = options.workloads.split(',');
  const unknown = names.find((name) => !workloads[name]);
  if (unknown) throw noWorkload(unknown);
  await setUp();
  // Not in the cache: the patterns of the other server skip folders whose names begin with a dot.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-bench-'));
  const machine = `${os.cpus()[0]?.model}, ${os.cpus().length} cores, Node ${process.version}\n\n`;
  try {
    if (options.inside) {
      process.stdout.write(`${machine}${await measureInside(folder)}\n`);
      return;
    }
    if (options.hostile) {
      return await hostile(folder, machine);
    }
    const cli = options.server ?? (await builtServer());
    if (options.workspace) return await workspace(cli, folder, machine);
    const ours = { name: 'ours', command: process.execPath, args: [cli, 'lsp', '--stdio'], settings: {} };
    if (options.edits) return await edits(ours, folder, machine);
    if (options.features) return await features(ours, folder, machine);
    const peer = options['without-peer'] ? undefined : await peerServer(folder);
    const runs: WorkloadRuns[] = [];
    for (const name of names) runs.push(await runWorkload(name, path.join(folder, name), ours, peer));
    process.stdout.write(`${machine}${table(runs, peer)}\n`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** Measures inputs that are designed to be slow, and answers while a workspace is read. */
async function hostile(folder: string, machine: string): Promise<number> {
  const { table: inputs, over: exceeded } = await measureHostile(folder, options.only);
  const over = [...exceeded];
  process.stdout.write(`${machine}${inputs}\n\n`);
  if (options.only === '') {
    const { files, longest, asked, reading } = await measureScan(
      fs.mkdtempSync(path.join(folder, 'scan-')),
      await builtServer(),
    );
    const wait = `The longest of ${asked} hovers while ${files} files were read took ${longest.toFixed(0)} ms`;
    process.stdout.write(`${wait}; reading and checking them took ${(reading / 1000).toFixed(1)} s.\n`);
    if (longest > MAX_WAIT) over.push(`${wait}, at most ${MAX_WAIT}`);
  }
  process.stdout.write(`${over.join('\n') || 'All limits are kept.'}\n`);
  return over.length > 0 ? 1 : 0;
}

/** Measures thousands of random edits. */
async function edits(server: NamedServer, folder: string, machine: string): Promise<number> {
  const plan = { count: Number(options.count), seed: Number(options.seed) };
  const { lines, over } = await measureEdits(server, path.join(folder, 'edits'), plan);
  process.stdout.write(`${machine}${lines.join('\n')}\n\n${over.join('\n') || 'All limits are kept.'}\n`);
  return over.length > 0 ? 1 : 0;
}

/** Measures the answers to what an editor asks for after a keystroke. */
async function features(server: NamedServer, folder: string, machine: string): Promise<number> {
  const { table: measured, over } = await measureFeatures(server, path.join(folder, 'features'), Number(options.keys));
  process.stdout.write(`${machine}${measured}\n\n${over.join('\n') || 'All limits are kept.'}\n`);
  return over.length > 0 ? 1 : 0;
}

/** Measures a workspace of many files. */
async function workspace(cli: string, folder: string, machine: string): Promise<number> {
  const { lines, over } = await measureWorkspace(folder, cli);
  process.stdout.write(`${machine}${lines.join('\n')}\n\n${over.join('\n') || 'All limits are kept.'}\n`);
  return over.length > 0 ? 1 : 0;
}

async function builtServer(): Promise<string> {
  const status = await run(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { cwd: root });
  if (status !== 0) throw new Stop('The build failed; see the message above.');
  return path.join(root, 'server', 'dist', 'cli.js');
}

function noWorkload(name: string): Stop {
  return new Stop(`There is no workload '${name}'. Use ${Object.keys(workloads).join(', ')}.`);
}

/** The servers take turns, and in every second round the other one begins. */
async function runWorkload(
  name: string,
  folder: string,
  ours: NamedServer,
  peer: NamedServer | undefined,
): Promise<WorkloadRuns> {
  const workload = workloads[name];
  if (!workload) throw noWorkload(name);
  const files = writeWorkload(name, folder);
  const results = { title: workload.title, ours: [] as Measured[], peer: [] as Measured[] };
  const sides = [{ server: ours, results: results.ours }];
  if (peer && (!workload.withoutPeer || options['peer-on-all'])) sides.push({ server: peer, results: results.peer });
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const side of round % 2 ? sides.toReversed() : sides) {
      const started = performance.now();
      const plan = { edits: Number(options.keys), reps: workload.reps };
      side.results.push(await measure(side.server, files, folder, plan));
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      process.stderr.write(`${name}, round ${round + 1}, ${side.server.name}: ${seconds} s\n`);
    }
  }
  return results;
}

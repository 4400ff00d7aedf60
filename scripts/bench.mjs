#!/usr/bin/env node
// `npm run bench`: our language server beside yaml-language-server on the same files, with the same edits, in one table;
// `npm run bench -- --inside`: what its parts cost; `-- --hostile`: what texts cost that are made to be slow; `-- --edits`: thousands of random edits.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from '../test/bench/measure.mjs';
import { peerServer } from '../test/bench/peer.mjs';
import { MAX_WAIT, measureScan } from '../test/bench/measure-scan.mjs';
import { measureEdits } from '../test/bench/run-edits.mjs';
import { measureHostile } from '../test/bench/run-hostile.mjs';
import { measureInside } from '../test/bench/run-inside.mjs';
import { table } from '../test/bench/table.mjs';
import { workloads, writeWorkload } from '../test/bench/workloads.mjs';
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
    count: { type: 'string', default: '25000' },
    seed: { type: 'string', default: '1' },
  },
});

await main(async () => {
  const names = options.workloads.split(',');
  const unknown = names.find((name) => !workloads[name]);
  if (unknown) throw new Stop(`There is no workload "${unknown}", only ${Object.keys(workloads).join(', ')}.`);
  await setUp();
  // Outside the cache: the peer's patterns for file names pass over folders whose name begins with a dot.
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
    const ours = { name: 'ours', command: process.execPath, args: [cli, 'lsp', '--stdio'], settings: {} };
    if (options.edits) return await edits(ours, folder, machine);
    const peer = options['without-peer'] ? undefined : await peerServer(folder);
    const runs = [];
    for (const name of names) runs.push(await runWorkload(name, path.join(folder, name), ours, peer));
    process.stdout.write(`${machine}${table(runs, peer)}\n`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** Inputs that are made to be slow, and an answer while a workspace is read. */
async function hostile(folder, machine) {
  const { table: inputs, over } = await measureHostile(folder, options.only);
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

/** What thousands of random edits cost. */
async function edits(server, folder, machine) {
  const plan = { count: Number(options.count), seed: Number(options.seed) };
  const { lines, over } = await measureEdits(server, path.join(folder, 'edits'), plan);
  process.stdout.write(`${machine}${lines.join('\n')}\n\n${over.join('\n') || 'All limits are kept.'}\n`);
  return over.length > 0 ? 1 : 0;
}

async function builtServer() {
  const status = await run(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { cwd: root });
  if (status !== 0) throw new Stop('The build failed, so there is nothing to measure.');
  return path.join(root, 'server', 'dist', 'cli.js');
}

/** The servers take turns, and every other round the other one begins. */
async function runWorkload(name, folder, ours, peer) {
  const workload = workloads[name];
  const files = writeWorkload(name, folder);
  const results = { title: workload.title, ours: [], peer: [] };
  const sides = peer && (!workload.withoutPeer || options['peer-on-all']) ? { ours, peer } : { ours };
  for (let round = 0; round < Number(options.rounds); round++) {
    const order = round % 2 ? Object.keys(sides).reverse() : Object.keys(sides);
    for (const side of order) {
      const started = performance.now();
      results[side].push(
        await measure(sides[side], files, folder, { edits: Number(options.keys), reps: workload.reps }),
      );
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      process.stderr.write(`${name}, round ${round + 1}, ${sides[side].name}: ${seconds} s\n`);
    }
  }
  return results;
}

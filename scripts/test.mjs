#!/usr/bin/env node
// @ts-check
// `npm test`: all tests that need no cluster. `npm test -- unit host` runs only these steps.
import path from 'node:path';
import { compareWithServer } from './kubernetes-oracle.mjs';
import { mochaArguments } from './mocha-arguments.mjs';
import { main, run, Stop } from './run-command.mjs';
import { root, setUp } from './set-up.mjs';
import { runSteps } from './test-steps.mjs';

/** @param {string[]} parts */
const script = (...parts) => path.join(root, ...parts);
/**
 * @param {string} counts
 * @param {string[]} args
 */
const node = (counts, ...args) =>
  run(process.execPath, args, { cwd: root, env: { ...process.env, TEST_COUNTS: counts } });
/**
 * @param {string} counts
 * @param {readonly string[]} args
 */
const mocha = (counts, args) =>
  node(
    counts,
    script('node_modules', 'mocha', 'bin', 'mocha.js'),
    '--reporter',
    './scripts/count-reporter.mjs',
    ...args,
  );
/**
 * @param {string} counts
 * @param {string} suite
 */
const inVSCode = (counts, suite) =>
  node(counts, script('scripts', 'with-node24.mjs'), script('test', 'host', 'run.mjs'), suite);

/** @type {Readonly<Record<string, import('./test-steps.mjs').Step['run']>>} */
const steps = {
  build: (counts) => node(counts, script('scripts', 'build.mjs')),
  format: (counts) => node(counts, script('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '.'),
  types: (counts) => node(counts, script('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.'),
  imports: (counts) => node(counts, script('scripts', 'check-imports.mjs')),
  unit: (counts) => mocha(counts, mochaArguments('test:unit')),
  // The tests tagged `@process`: they start Envoy, the command line and other programs.
  processes: (counts) => mocha(counts, mochaArguments('test:processes')),
  // More of them are compared by `npm run test:kubernetes`.
  kubernetes: (counts) => compareWithServer(counts, ['--count', '3000', '--list', '3']),
  property: (counts) => mocha(counts, mochaArguments('test:property')),
  package: (counts) => node(counts, script('scripts', 'package.mjs')),
  host: (counts) => inVSCode(counts, 'trusted'),
  untrusted: (counts) => inVSCode(counts, 'untrusted'),
  ui: (counts) => mocha(counts, uiTests),
};

// Browsers, VS Code and Envoy sometimes answer late on a busy machine. A test of theirs that fails runs once more, and the end of
// the log says so.
const uiTests = ['--import=tsx', '--retries', '1', '--timeout', '60000', 'test/ui/*.test.ts'];

await main(async () => {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !(name in steps));
  if (unknown) throw new Stop(`There is no step '${unknown}'. Use ${Object.keys(steps).join(', ')}.`);
  await setUp();
  // The tests find the real Envoy here.
  const { installEnvoy } = await import('./envoy.mjs');
  const envoy = await installEnvoy();
  if (envoy) process.env.ENVOY_PATH = envoy;
  const chosen = Object.entries(steps).filter(([name]) => named.length === 0 || named.includes(name));
  if (process.platform === 'win32' && named.length === 0) {
    // There is no build of VS Code's server for Windows.
    process.stdout.write('The step ui was not run and is not counted: it requires Linux or macOS.\n');
    chosen.splice(
      chosen.findIndex(([name]) => name === 'ui'),
      1,
    );
  }
  return runSteps(chosen.map(([name, action]) => ({ name, run: action })));
});

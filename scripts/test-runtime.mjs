#!/usr/bin/env node
// @ts-check
// `npm run test:runtime` runs the real Envoy on loopback with a faulty and a mended config for each rule about faults at run time.
import path from 'node:path';
import { main, run } from './run-command.mjs';
import { root, setUp } from './set-up.mjs';
import { runSteps } from './test-steps.mjs';

await main(async () => {
  await setUp();
  const { installEnvoy } = await import('./envoy.mjs');
  const envoy = await installEnvoy();
  if (!envoy) {
    process.stdout.write('The tests of faults at run time were not run and are not counted: there is no Envoy.\n');
    return 0;
  }
  const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const options = [
    '--import=tsx',
    '--reporter',
    './scripts/count-reporter.mjs',
    '--timeout',
    '60000',
    '--retries',
    '1',
  ];
  /** @param {string} counts */
  const test = (counts) =>
    run(process.execPath, [mocha, ...options, 'test/runtime/*.test.ts'], {
      cwd: root,
      env: { ...process.env, ENVOY_PATH: envoy, TEST_COUNTS: counts },
    });
  return runSteps([{ name: 'faults at run time', run: test }]);
});

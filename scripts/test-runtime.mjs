#!/usr/bin/env node
// `npm run test:runtime`: what the rules say of faults that show at run time, on the real Envoy, which serves on loopback.
import path from 'node:path';
import { main, run } from './run-command.mjs';
import { root, setUp } from './set-up.mjs';
import { runSteps } from './test-steps.mjs';

await main(async () => {
  await setUp();
  const { installEnvoy } = await import('./envoy.mjs');
  const envoy = await installEnvoy();
  if (!envoy) {
    process.stdout.write('The faults at run time did not run and count neither as passed nor as failed: no Envoy.\n');
    return 0;
  }
  const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const options = ['--import=tsx', '--reporter', './scripts/count-reporter.mjs', '--timeout', '60000'];
  const test = (counts) =>
    run(process.execPath, [mocha, ...options, 'test/runtime/*.test.ts'], {
      cwd: root,
      env: { ...process.env, ENVOY_PATH: envoy, TEST_COUNTS: counts },
    });
  return runSteps([{ name: 'faults at run time', run: test }]);
});

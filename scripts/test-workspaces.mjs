#!/usr/bin/env node
// @ts-check
// `npm run test:workspaces`: makes workspaces that are right and mistakes in them, prints how `check` judges them and what the
// preferred fixes do, and shows a sample to the real Envoy and to the API server's own code. Options behind `--`: `--count N
// --seed S` makes N workspaces (500) from a seed (1), `--list N` prints N shortcomings (20), `--only TEXT` those with a text,
// `--sample N` shows N workspaces to Envoy and Kubernetes (100), `--show N` prints the files of the workspace with that seed.
import path from 'node:path';
import { installEnvoy } from './envoy.mjs';
import { buildServer } from './kubernetes-oracle.mjs';
import { main, run } from './run-command.mjs';
import { root, setUp } from './set-up.mjs';
import { runSteps } from './test-steps.mjs';

await main(async () => {
  await setUp();
  const envoy = await installEnvoy();
  await buildServer();
  const program = path.join(root, 'test', 'workspaces', 'main.ts');
  /** @param {string} counts */
  const measure = (counts) =>
    run(process.execPath, ['--import=tsx', program, ...process.argv.slice(2)], {
      cwd: root,
      env: { ...process.env, ...(envoy ? { ENVOY_PATH: envoy } : {}), TEST_COUNTS: counts },
    });
  return runSteps([{ name: 'generated workspaces', run: measure }]);
});

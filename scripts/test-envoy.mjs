#!/usr/bin/env node
// @ts-check
// `npm run test:envoy` compares `check` with the real Envoy on the corpus beside this repository. Options after `--`:
// `--only bootstraps,mutants,semantics,accepted,fixes,random` runs these parts, `--random N --seed S` makes N random changes
// (300) from a seed (1), `--list N` prints N cases of each kind of disagreement (10), and `--json OUT` saves everything.
import fs from 'node:fs';
import path from 'node:path';
import { main, run } from './run-command.mjs';
import { root, setUp } from './set-up.mjs';
import { runSteps } from './test-steps.mjs';

await main(async () => {
  if (!fs.existsSync(path.join(root, '..', 'shared', 'corpus'))) {
    process.stdout.write(
      'The comparison with Envoy was not run and is not counted: there is no corpus beside this repository.\n',
    );
    return 0;
  }
  await setUp();
  const { installEnvoy } = await import('./envoy.mjs');
  const envoy = await installEnvoy();
  const program = path.join(root, 'test', 'envoy-agreement', 'agreement.ts');
  /** @param {string} counts */
  const compare = (counts) =>
    run(process.execPath, ['--import=tsx', program, ...process.argv.slice(2)], {
      cwd: root,
      env: { ...process.env, ...(envoy ? { ENVOY_PATH: envoy } : {}), TEST_COUNTS: counts },
    });
  return runSteps([{ name: 'agreement with Envoy', run: compare }]);
});

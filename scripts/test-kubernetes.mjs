#!/usr/bin/env node
// @ts-check
// `npm run test:kubernetes`: how far `check` agrees with the decoding, defaulting and validation of the API server's own code,
// which a small Go program calls. Options behind `--`: `--count N --seed S` makes N mutations (20,000) from a seed (1),
// `--list N` prints N kinds of disagreement (10), `--version v1.31.14` compares with the code of another version.
import { main } from './run-command.mjs';
import { compareWithServer } from './kubernetes-oracle.mjs';
import { setUp } from './set-up.mjs';
import { runSteps } from './test-steps.mjs';

await main(async () => {
  await setUp();
  const options = process.argv.slice(2);
  return runSteps([{ name: 'agreement with Kubernetes', run: (counts) => compareWithServer(counts, options) }]);
});

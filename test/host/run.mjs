#!/usr/bin/env node
// @ts-check
// Runs one suite of this folder in a real VS Code: `node scripts/with-node24.mjs test/host/run.mjs trusted`.
import path from 'node:path';
import { installEnvoy } from '../../scripts/envoy.mjs';
import { main } from '../../scripts/run-command.mjs';
import { root } from '../../scripts/set-up.mjs';
import { runInVSCode } from '../../scripts/vscode-host/run-in-vscode.mjs';

await main(async () => {
  const [name = ''] = process.argv.slice(2);
  const envoy = await installEnvoy();
  return runInVSCode({
    suite: path.join(root, 'test', 'host', name),
    workspace: path.join(root, 'examples'),
    trusted: name !== 'untrusted',
    settings: envoy ? { 'envoySidecar.envoyPath': envoy } : {},
  });
});

#!/usr/bin/env node
// @ts-check
// Deploys the seed from a real VS Code; scripts/test-cluster.mjs starts it with KUBECONFIG set.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { main, run, Stop } from '../../scripts/run-command.mjs';
import { root } from '../../scripts/set-up.mjs';
import { runInVSCode } from '../../scripts/vscode-host/run-in-vscode.mjs';

await main(async () => {
  // Objects of an earlier run would look like those of another user.
  const reset = await run(path.join(root, 'test', 'cluster', 'bring-up', 'reset.sh'), []);
  if (reset !== 0) throw new Stop('The cluster could not be emptied, see above.');
  const stock = path.join(root, 'test', 'fixture', 'stock');
  const workspace = fs.mkdtempSync(path.join(os.tmpdir(), 'seed-'));
  try {
    // The seed's pod, and a Service that selects it.
    for (const name of ['pod', 'envoy', 'service']) {
      fs.copyFileSync(path.join(stock, `seed-${name}.yaml`), path.join(workspace, `${name}.yaml`));
    }
    return await runInVSCode({
      suite: path.join(root, 'test', 'cluster', 'host'),
      workspace,
      env: { KUBECONFIG: process.env.KUBECONFIG },
    });
  } finally {
    fs.rmSync(workspace, { recursive: true, force: true });
  }
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runningEnvoys } from '../running-envoys.ts';
import { diagnostic, openExample } from '../workbench.ts';

describe('a workspace that is not trusted', function () {
  this.timeout(60_000);

  it('is checked all the same', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { uri } = await openExample('port-mismatch', 'envoy.yaml');
    await diagnostic(uri, 'envoy/unknown-cluster');
  });

  for (const command of [
    'envoySidecar.runLocally',
    'envoySidecar.deployAndCurl',
    'envoySidecar.applyToCurrentContext',
  ]) {
    it(`starts nothing by ${command}`, async () => {
      const { uri } = await openExample('nginx-sidecar', 'envoy.yaml');
      // The command may be rejected or return a refusal. It must end, and nothing may run afterwards.
      const outcome = await Promise.resolve(
        vscode.commands.executeCommand<{ kind?: string }>(command, uri.toString()),
      ).catch((error: unknown) => ({ kind: String(error) }));
      assert.notEqual(outcome?.kind, 'answered');
      assert.deepEqual(runningEnvoys(), []);
    });
  }
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runningEnvoys } from '../running-envoys.ts';
import { openExample, until } from '../workbench.ts';

describe('Run Locally and Curl in VS Code', function () {
  this.timeout(60_000);

  it('starts the real Envoy and shows its answer', async () => {
    const { uri } = await openExample('nginx-sidecar', 'envoy.yaml');
    const result = await vscode.commands.executeCommand<{
      kind: string;
      response?: { status: number; headers: unknown };
    }>('envoySidecar.runLocally', uri.toString());
    assert.equal(result?.kind, 'answered', JSON.stringify(result));
    assert.equal(result.response?.status, 200);
    assert.match(JSON.stringify(result.response?.headers), /"server"[,:]\s*"envoy"/);
  });

  it('ends what it started when it is stopped', async () => {
    assert.equal(runningEnvoys().length, 1);
    await vscode.commands.executeCommand('envoySidecar.stopLocalRun');
    await until('no Envoy runs', () => runningEnvoys().length === 0);
  });
});

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

  it('sends the request of a code lens and checks the answer', async () => {
    const document = await openExample('nginx-sidecar', 'envoy.yaml');
    const { uri } = document;
    const comment = '    # curl: POST /orders?a=b body: {"id": 1} expect: 200 cluster=nginx body~"POST /orders"\n';
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, document.positionAt(document.getText().indexOf('    - name: ingress')), comment);
    assert.ok(await vscode.workspace.applyEdit(edit));
    const command = await until('the lens of the request', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uri,
        100,
      );
      return lenses.find(({ command: one }) => one?.title === '▷ POST /orders?a=b')?.command;
    });
    const result = await vscode.commands.executeCommand<{
      kind: string;
      response?: { request: unknown; expectations: readonly { met: boolean }[] };
    }>(command.command, ...(command.arguments ?? []));
    assert.equal(result?.kind, 'answered', JSON.stringify(result));
    assert.match(JSON.stringify(result.response?.request), /"method":"POST".*"body":"\{\\"id\\": 1\}"/);
    assert.deepEqual(
      result.response?.expectations.map(({ met }) => met),
      [true, true, true],
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('ends what it started when it is stopped', async () => {
    assert.equal(runningEnvoys().length, 1);
    await vscode.commands.executeCommand('envoySidecar.stopLocalRun');
    await until('no Envoy runs', () => runningEnvoys().length === 0);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnostic, exampleFile, openExample, ourDiagnostics } from '../workbench.ts';

describe('rename in VS Code', function () {
  this.timeout(60_000);

  it('changes a port in all files and back', async () => {
    const pod = await openExample('nginx-sidecar', 'pod.yaml');
    await diagnostic(pod.uri, 'workload/host-path-config');
    const before = ourDiagnostics(pod.uri).length;
    const at = pod.positionAt(pod.getText().lastIndexOf('9092') + 1);
    const files = await changePort(pod.uri, at, '9093');
    assert.deepEqual(files, ['envoy.yaml', 'pod.yaml', 'service.yaml']);
    assert.match(pod.getText(), /containerPort: 9093/);
    const config = await vscode.workspace.openTextDocument(exampleFile('nginx-sidecar', 'envoy.yaml'));
    assert.match(config.getText(), /port_value: 9093/);
    assert.equal(ourDiagnostics(pod.uri).length, before);
    assert.deepEqual(await changePort(pod.uri, at, '9092'), files);
    await vscode.workspace.saveAll();
  });

  async function changePort(uri: vscode.Uri, at: vscode.Position, port: string): Promise<string[]> {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      uri,
      at,
      port,
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    return edit
      .entries()
      .map(([{ path }]) => path.split('/').at(-1) ?? '')
      .sort();
  }
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openExample, until } from '../workbench.ts';

describe('Show Links in VS Code', function () {
  this.timeout(60_000);
  const report = () => vscode.window.activeTextEditor?.document;
  const show = () => vscode.commands.executeCommand('envoySidecar.showLinks');

  it('opens a read-only report that begins with the active file, and leads to the places', async () => {
    const { uri } = await openExample('port-mismatch', 'envoy.yaml');
    await until('the report is shown', async () => {
      await show();
      return report()?.getText().startsWith("Pod 'port-mismatch'.  port-mismatch/pod.yaml:6\n");
    });
    const document = report();
    assert.ok(document);
    assert.match(document.getText(), /^ +Uses cluster '\w+'/m);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const targets = links.map(({ range, target }) => [document.getText(range), target?.path, target?.fragment]);
    assert.ok(
      targets.some(
        ([text, path, at]) => text === 'port-mismatch/envoy.yaml:10' && path === uri.path && at?.startsWith('L10,'),
      ),
      JSON.stringify(targets),
    );
  });

  it('shows what has changed when it runs again', async () => {
    const { uri } = await openExample('nginx-sidecar', 'pod.yaml');
    await show();
    await until('the report begins with the other pod', () => report()?.getText().startsWith("Pod 'nginx-sidecar'."));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '# One more line\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('the new line number', async () => {
      await show();
      return report()?.getText().includes("Pod 'nginx-sidecar'.  nginx-sidecar/pod.yaml:7\n");
    });
    await openExample('nginx-sidecar', 'pod.yaml');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

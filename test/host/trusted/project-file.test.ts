import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnostic, exampleFile, openExample, ourDiagnostics, quickFixes, until } from '../workbench.ts';

describe('the project file in VS Code', function () {
  this.timeout(60_000);
  const code = 'workload/host-path-config';
  const project = exampleFile('.envoy-sidecar.yaml');
  const ignore = `Ignore ${code} in this workspace`;

  after(async () => {
    await vscode.workspace.fs.delete(project);
  });

  it('is created by a quick fix, completes its keys, and applies until it is deleted', async () => {
    const { uri } = await openExample('nginx-sidecar', 'pod.yaml');
    const fixes = await quickFixes(uri, await diagnostic(uri, code));
    const fix = fixes.find(({ title }) => title === ignore);
    assert.ok(fix?.edit, fixes.map(({ title }) => title).join(' | '));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await until('the diagnostic is gone', () => ourDiagnostics(uri, code).length === 0);

    const document = await vscode.workspace.openTextDocument(project);
    assert.equal(document.getText(), `rules:\n  ${code}: off\n`);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      project,
      document.positionAt(document.getText().length),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    const keys = ['ignore', 'envoyImages', 'envoyVersion', 'kubernetesVersion', 'appPorts'];
    assert.deepEqual(
      labels.filter((label) => keys.includes(label)),
      keys,
      labels.join(' | '),
    );

    const edit = new vscode.WorkspaceEdit();
    edit.replace(project, new vscode.Range(0, 0, 9, 0), 'ruls: {}\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await diagnostic(uri, code);
    await diagnostic(project, 'project/unknown-key');
    assert.ok(await document.save());
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openExample, until } from '../workbench.ts';

describe('Select Envoy Version in VS Code', () => {
  const settings = () => vscode.workspace.getConfiguration('envoySidecar');
  const select = (request: object = {}) =>
    vscode.commands.executeCommand<{ kind: string }>('envoySidecar.selectEnvoyVersion', request);

  afterEach(async () => {
    await settings().update('envoyVersion', undefined, vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  /** The server answers by what it has seen of the file, which may be a moment old. */
  const comes = (document: vscode.TextDocument, text: string) => until(text, () => document.getText().startsWith(text));

  it('writes a comment that one undo takes back, changes it and removes it', async () => {
    const document = await openExample('nginx-sidecar', 'envoy.yaml');
    const before = document.getText();
    assert.deepEqual(await select({ version: '1.36', in: 'file' }), { kind: 'written', version: '1.36', in: 'file' });
    assert.equal(document.getText(), `# envoy-sidecar: version=1.36\n${before}`);
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await select({ version: '1.36', in: 'file' });
    await select({ version: '1.38', in: 'file' });
    await comes(document, '# envoy-sidecar: version=1.38\n');
    await select({ version: 'automatic' });
    assert.equal(document.getText(), before);
    assert.equal((await select({ version: 'automatic' })).kind, 'automatic-already');
  });

  it('writes the config’s comment from the pod', async () => {
    const config = await openExample('nginx-sidecar', 'envoy.yaml');
    await openExample('nginx-sidecar', 'pod.yaml');
    await select({ version: '1.36', in: 'file' });
    await comes(config, '# envoy-sidecar: version=1.36\n');
    await select({ version: 'automatic' });
    await until('the comment is gone', () => !config.getText().includes('version=1.36'));
  });

  it('writes the setting of the workspace and removes it', async () => {
    await openExample('nginx-sidecar', 'envoy.yaml');
    await select({ version: '1.37', in: 'settings' });
    assert.equal(settings().inspect<string>('envoyVersion')?.workspaceValue, '1.37');
    await until('the setting counts', async () => {
      // By now the server follows it: there is something to remove.
      return (await select({ version: 'automatic' })).kind === 'written';
    });
    assert.equal(settings().inspect<string>('envoyVersion')?.workspaceValue, undefined);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Binding {
  readonly key: string;
  readonly command: string;
}

describe('the key bindings in VS Code', function () {
  this.timeout(60_000);

  it('of our commands are those of no other command', async () => {
    const defaults = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(defaults)).getText();
    const bindings: readonly Binding[] = JSON.parse(text.replace(/^\s*\/\/.*$/gm, ''));
    const ours = bindings.filter(({ command }) => command.startsWith('envoySidecar.'));
    assert.deepEqual(
      ours.map(({ command }) => command),
      ['envoySidecar.runLocally', 'envoySidecar.deployAndCurl'],
    );
    for (const { key, command } of ours) {
      const same = bindings.filter((one) => one.key === key).map((one) => one.command);
      assert.deepEqual(same, [command], key);
    }
  });
});

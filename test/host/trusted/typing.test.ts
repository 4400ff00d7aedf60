import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench.ts';

const envoy = 'static_resources:\n  clusters:\n    - name: web\n      type: STATIC\n';
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  envoy.yaml: |\n';
const inMap = `${map}${envoy.replace(/^(?=.)/gm, '    ')}`;

describe('Enter in VS Code', function () {
  this.timeout(60_000);
  const editorSettings = () => vscode.workspace.getConfiguration('editor');
  const ownSettings = () => vscode.workspace.getConfiguration('envoySidecar');

  after(async () => {
    await editorSettings().update('formatOnType', undefined, vscode.ConfigurationTarget.Workspace);
    await ownSettings().update('format.enable', undefined, vscode.ConfigurationTarget.Workspace);
  });

  /** The text of a new document after keys at its end, with the cursor as `¦`. */
  async function typed(content: string, keys: readonly string[], isDone: (text: string) => boolean): Promise<string> {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
    const editor = await vscode.window.showTextDocument(document);
    const end = document.positionAt(content.length);
    editor.selection = new vscode.Selection(end, end);
    // The first answer of the server comes with the status that the rules depend on.
    await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri);
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const text of keys) await vscode.commands.executeCommand('type', { text });
    const shown = () => {
      const at = document.offsetAt(editor.selection.active);
      const text = document.getText();
      return `${text.slice(0, at)}¦${text.slice(at)}`;
    };
    const result = await until('the text', () => (isDone(shown()) ? shown() : undefined), 3000).catch(shown);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    return result;
  }

  /** Enter at the end of a line of a text. */
  async function check(before: string, after: string, keys: readonly string[] = ['\n']): Promise<void> {
    assert.equal(await typed(before, keys, (text) => text === after), after);
  }

  it('puts the next key below the first key of an item', async () => {
    await check(`${envoy}    - name: b`, `${envoy}    - name: b\n      ¦`);
    await check(`${inMap}        - name: b`, `${inMap}        - name: b\n          ¦`);
  });

  it('indents below a key, also behind a dash, and below the head of a block', async () => {
    await check(`${envoy}      load_assignment:`, `${envoy}      load_assignment:\n        ¦`);
    await check(`${envoy}    - load_assignment:`, `${envoy}    - load_assignment:\n        ¦`);
    await check(map.trimEnd(), `${map}    ¦`);
  });

  it('stays below a list of values and in other YAML', async () => {
    await check('services:\n  - name: b', 'services:\n  - name: b\n  ¦');
    await check('services:\n  web:', 'services:\n  web:\n  ¦');
    await check('apiVersion: v1\nkind: Pod\nspec:\n  - "a"', 'apiVersion: v1\nkind: Pod\nspec:\n  - "a"\n  ¦');
  });

  it('continues lists and goes outwards where formatting on type is on', async () => {
    await editorSettings().update('formatOnType', true, vscode.ConfigurationTarget.Workspace);
    await ownSettings().update('format.enable', true, vscode.ConfigurationTarget.Workspace);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await check(`${envoy}  listeners:`, `${envoy}  listeners:\n    - ¦`);
    await check(`${inMap}      listeners:`, `${inMap}      listeners:\n        - ¦`);
    await check(`${envoy}      `, `${envoy}    - ¦`);
    await check(`${envoy}    - `, `${envoy}  ¦`);
  });
});

describe('formatting in VS Code', function () {
  this.timeout(60_000);
  const wide = 'static_resources:\n    clusters:\n        -   name: a   # the app\n';
  const settings = () => vscode.workspace.getConfiguration('envoySidecar');
  after(() => settings().update('format.enable', undefined, vscode.ConfigurationTarget.Workspace));

  const edits = (uri: vscode.Uri) =>
    vscode.commands.executeCommand<vscode.TextEdit[] | undefined>('vscode.executeFormatDocumentProvider', uri, {
      tabSize: 2,
      insertSpaces: true,
    });

  it('is off until its setting is on', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: wide });
    assert.deepEqual((await edits(document.uri)) ?? [], []);
    await settings().update('format.enable', true, vscode.ConfigurationTarget.Workspace);
    const found = await until('edits', async () => {
      const all = await edits(document.uri);
      return all && all.length > 0 ? all : undefined;
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, found);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), 'static_resources:\n  clusters:\n    - name: a   # the app\n');
  });
});

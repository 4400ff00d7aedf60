import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exampleFile, openExample, ourDiagnostics, until } from '../workbench.ts';

const config = (node: string, more = ''): string => `node: { id: ${node}, cluster: web }
static_resources:
  listeners: []
  clusters:
    - name: web
      type: STRICT_DNS
      load_assignment: { cluster_name: web }
${more}`;

/** What fix-all once deleted or invented. */
const untouched: Readonly<Record<string, string>> = {
  'a cluster that is not named yet': config('web', '    - { name: billing, type: STATIC }\n'),
  'a list with a missing bracket': config('web', '    - { name: a, type: STATIC\n    - { name: b, type: STATIC }\n'),
  'a mistyped field': config('web', '    - { name: a, tpye: STATIC }\n'),
};

describe('fixes on save in VS Code', () => {
  const settings = () => vscode.workspace.getConfiguration('editor');

  before(() =>
    settings().update(
      'codeActionsOnSave',
      { 'source.fixAll.envoySidecar': 'explicit' },
      vscode.ConfigurationTarget.Workspace,
    ),
  );

  after(() => settings().update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace));

  /** The text of a new file after it was written, checked and saved. */
  async function saved(name: string, text: string, isChecked: (uri: vscode.Uri) => boolean): Promise<string> {
    const uri = exampleFile('nginx-sidecar', name);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    const document = await openExample('nginx-sidecar', name);
    await until('the file is checked', () => isChecked(uri));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '# edited\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await document.save());
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    const result = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString();
    await vscode.workspace.fs.delete(uri);
    return result;
  }

  it('quote a number that Envoy wants as a text', async () => {
    const wrongType = (uri: vscode.Uri) => ourDiagnostics(uri, 'envoy/wrong-type').length > 0;
    assert.equal(await saved('quote.yaml', config('12'), wrongType), `# edited\n${config('"12"')}`);
  });

  for (const [i, [what, text]] of Object.entries(untouched).entries())
    it(`leave alone: ${what}`, async () => {
      const isChecked = (uri: vscode.Uri) => ourDiagnostics(uri).length > 0;
      assert.equal(await saved(`untouched-${i}.yaml`, text, isChecked), `# edited\n${text}`);
    });
});

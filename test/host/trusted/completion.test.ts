import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnostic, openExample } from '../workbench.ts';

describe('completion in VS Code', function () {
  this.timeout(60_000);
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: app\nspec:\n  hostname: \n  containers: []\n';

  before(async () => {
    const { uri } = await openExample('nginx-sidecar', 'pod.yaml');
    await diagnostic(uri, 'workload/host-path-config');
  });

  /** What the list shows at the end of a line of a new document, while a word is written there. */
  async function shown(content: string, line: number, word: string): Promise<vscode.CompletionItem[]> {
    const lines = content.split('\n');
    const written = lines.with(line, `${lines[line]}${word}`);
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: written.join('\n') });
    await vscode.window.showTextDocument(document);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(line, written[line]?.length ?? 0),
    );
    return items;
  }

  const isWord = ({ kind }: vscode.CompletionItem): boolean => kind === vscode.CompletionItemKind.Text;
  const labels = (items: readonly vscode.CompletionItem[]) =>
    items.map(({ label }) => (typeof label === 'string' ? label : label.label));

  it('offers fields of a manifest and no words of the text', async () => {
    const items = await shown(pod, 5, '');
    assert.deepEqual(
      items.filter(isWord).map(({ label }) => label),
      [],
    );
    const keys = await shown(`${pod}  host`, 7, '');
    assert.ok(labels(keys).includes('hostNetwork'), labels(keys).join());
    assert.deepEqual(labels(keys.filter(isWord)), []);
  });

  it('offers no words of the text where nothing can be offered', async () => {
    const items = await shown(pod, 5, 'app');
    assert.deepEqual(labels(items.filter(isWord)), []);
  });

  it('leaves the words to VS Code in documents that are not ours', async () => {
    const items = await shown('on: push\njobs:\n  first: {}\n  needs: \n', 3, 'fi');
    assert.ok(labels(items.filter(isWord)).includes('first'), labels(items).join());
  });
});

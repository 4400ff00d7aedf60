import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openExample, until } from '../workbench.ts';

describe('code lenses in VS Code', () => {
  it('are on the listener and on the pod', async () => {
    assert.ok((await lensTitles('envoy.yaml')).some((title) => title.includes('Run Locally')));
    assert.ok((await lensTitles('pod.yaml')).some((title) => title.includes('Deploy')));
  });

  async function lensTitles(file: string): Promise<string[]> {
    const { uri } = await openExample('nginx-sidecar', file);
    return until(`code lenses in ${file}`, async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uri,
        100,
      );
      const titles = (lenses ?? []).flatMap(({ command }) => command?.title ?? []);
      return titles.length > 0 && titles;
    });
  }
});

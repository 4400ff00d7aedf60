// What the suites in VS Code share: the seed's files, a scripted person, and edits that are taken back.
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { DeployResult } from '../../../client/src/deploy/deploy-result.ts';
import type { DeployApi } from '../../../client/src/deploy/register-deploy-commands.ts';
import { type Script, type ScriptedUi, scriptedUi } from '../../deploy/fixture/scripted-ui.ts';

/** Puts a scripted person in place of VS Code's dialogs. */
export async function answerWith(script: Script): Promise<ScriptedUi> {
  const extension = vscode.extensions.getExtension<DeployApi>('envoy-sidecar.envoy-sidecar');
  assert.ok(extension, 'the extension is not installed');
  const api = await extension.activate();
  const ui = scriptedUi(script);
  api.setDeployUi(ui);
  return ui;
}

export async function open(name: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.file(path.join(process.env.TEST_WORKSPACE ?? '', name));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Runs a command on a file of the workspace, as its code lens does. */
export async function runOn(name: string, command: string): Promise<DeployResult> {
  const { uri } = await open(name);
  return vscode.commands.executeCommand<DeployResult>(command, { uri: uri.toString() });
}

/** Replaces the first place of a text, unsaved; answers with where it is. */
export async function replaceIn(name: string, text: string, by: string): Promise<vscode.Position> {
  const document = await open(name);
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `${name} has no ${text}`);
  const start = document.positionAt(offset);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(start, document.positionAt(offset + text.length)), by);
  assert.ok(await vscode.workspace.applyEdit(edit));
  return start;
}

/** Takes every edit back. */
export async function revertAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
}

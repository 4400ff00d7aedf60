import * as vscode from 'vscode';
import { commandIds } from '../command-ids.ts';

/** `envoySidecar.showOutput`: shows the log of the extension and its language server. */
export const registerShowOutput = (output: vscode.LogOutputChannel): vscode.Disposable =>
  vscode.commands.registerCommand(commandIds.showOutput, () => output.show());

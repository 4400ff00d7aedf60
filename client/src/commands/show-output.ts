import * as vscode from 'vscode';

/** `envoySidecar.showOutput`: shows the log of the extension and its language server. */
export const registerShowOutput = (output: vscode.LogOutputChannel): vscode.Disposable =>
  vscode.commands.registerCommand('envoySidecar.showOutput', () => output.show());

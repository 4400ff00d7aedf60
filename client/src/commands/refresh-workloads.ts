import * as vscode from 'vscode';

/** `envoySidecar.refreshWorkloads`: has the view of the workloads ask the server again. */
export const registerRefreshWorkloads = (refresh: () => void): vscode.Disposable =>
  vscode.commands.registerCommand('envoySidecar.refreshWorkloads', () => refresh());

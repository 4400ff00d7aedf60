import * as vscode from 'vscode';
import type { LanguageServer } from '../language-client.ts';

/** `envoySidecar.restartServer`: ends the language server and starts it anew. */
export const registerRestartServer = (server: Pick<LanguageServer, 'restart'>): vscode.Disposable =>
  vscode.commands.registerCommand('envoySidecar.restartServer', () => server.restart());

import * as vscode from 'vscode';
import type { LanguageServer } from '../language-client.ts';
import { commandIds } from '../command-ids.ts';

/** `envoySidecar.restartServer`: stops the language server and starts it again. */
export const registerRestartServer = (server: Pick<LanguageServer, 'restart'>): vscode.Disposable =>
  vscode.commands.registerCommand(commandIds.restartServer, () => server.restart());

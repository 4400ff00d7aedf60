import type * as vscode from 'vscode';
import type { Refusal } from '../../../server/src/protocol.ts';

/** What a command needs from the extension: its context, the language server and the log. */
export interface CommandServices {
  readonly context: vscode.ExtensionContext;
  /**
   * Asks the language server; starts it first where it does not run. Methods and types: `server/src/protocol.ts`. A refusal
   * where the server ends before it answers.
   */
  request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T | Refusal>;
  readonly output: vscode.LogOutputChannel;
}

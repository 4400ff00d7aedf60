import type * as vscode from 'vscode';

/** What a command needs from the extension: its context, the language server and the log. */
export interface CommandServices {
  readonly context: vscode.ExtensionContext;
  /** Asks the language server; starts it first where it does not run yet. Methods and types: `server/src/protocol.ts`. */
  request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T>;
  readonly output: vscode.LogOutputChannel;
}

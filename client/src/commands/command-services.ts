import type * as vscode from 'vscode';
import type { Refusal } from '../../../server/src/protocol.ts';
import type { ResponseView } from '../views/response-view.ts';

/** What a command needs from the extension: its context, the language server and the log. */
export interface CommandServices {
  readonly context: vscode.ExtensionContext;
  /**
   * Sends a request to the language server and starts the server if it is not running. Methods and types:
   * `server/src/protocol.ts`. Returns a refusal if the server ends before it responds.
   */
  request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T | Refusal>;
  readonly runs: ResponseView;
  readonly output: vscode.LogOutputChannel;
}

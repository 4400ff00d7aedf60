import type { ServerCapabilities } from 'vscode-languageserver';
import { codeActions } from './code-actions.ts';
import type { Server } from './server.ts';

/** What the server announces for the requests of this file. */
export const requestCapabilities: Partial<ServerCapabilities> = {};

/** Requests: each reads the snapshot once, calls one pure function and converts its answer. */
export function registerRequests({ connection, session, guard, outbound }: Server): void {
  connection.onCodeAction((params) =>
    guard.answered('code actions', [], () => codeActions(session, outbound(), params)),
  );
}

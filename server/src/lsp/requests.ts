import type { ServerCapabilities } from 'vscode-languageserver';
import { codeActions } from './code-actions.ts';
import { registerPlanRequests } from './plan-requests.ts';
import type { Server } from './server.ts';

/** What the server announces for the requests of this file. */
export const requestCapabilities: Partial<ServerCapabilities> = {};

/** Requests: each reads the snapshot once, calls one pure function and converts its answer. */
export function registerRequests(server: Server): void {
  const { connection, session, guard, outbound } = server;
  registerPlanRequests(server);
  connection.onCodeAction((params) =>
    guard.answered('code actions', [], () => codeActions(session, outbound(), params)),
  );
}

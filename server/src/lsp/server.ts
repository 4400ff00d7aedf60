import type { Connection, InitializeParams } from 'vscode-languageserver';
import { statusMethod } from '../protocol.ts';
import { type ClientFeatures, clientFeatures } from './client-features.ts';
import { createDiskFiles, type DiskFiles } from './disk-files.ts';
import { documentStatus } from './document-status.ts';
import { createGuard, type Guard } from './guard.ts';
import { hintRefresher } from './hint-refresher.ts';
import { createPublisher } from './publisher.ts';
import { createSession, type Session } from './session.ts';
import { type Outbound, toDiagnostic } from './to-protocol.ts';

/** The shared state of the handlers of one connection. */
export interface Server {
  readonly connection: Connection;
  readonly session: Session;
  readonly diskFiles: DiskFiles;
  readonly features: ClientFeatures;
  readonly initialize: InitializeParams;
  readonly guard: Guard;
  /** For converting results of the current snapshot. */
  outbound(): Outbound;
}

/** The state and shared parts of a connection. `serve` registers the handlers. */
export function createServer(connection: Connection, initialize: InitializeParams): Server {
  const features = clientFeatures(initialize);
  const guard = createGuard((line) => connection.console.error(line));
  const outbound = (): Outbound => ({
    workspace: session.workspace,
    features,
    clientUri: session.clientUri,
    version: session.version,
  });
  const sendStatus = statusSender(connection, features, () => session);
  const hints = hintRefresher(() =>
    features.refreshesHints
      ? guard.request('to refresh its inlay hints', undefined, () => connection.languages.inlayHint.refresh())
      : Promise.resolve(),
  );
  const publisher = createPublisher({
    isOpen: (uri) => session.isOpen(uri),
    later: (run) => void setImmediate(run),
    visited: (uri) => {
      if (publisher.idle()) hints.settle();
      if (features.status && session.isOpen(uri)) guard.attempt(`status of ${uri}`, undefined, () => sendStatus(uri));
    },
    compute: (uri) =>
      guard.attempt(`diagnostics of ${uri}`, [], () =>
        session.diagnostics(uri).flatMap((diagnostic) => toDiagnostic(outbound(), diagnostic) ?? []),
      ),
    send(uri, diagnostics) {
      const version = features.diagnosticVersions ? session.version(uri) : undefined;
      const params = { uri: session.clientUri(uri), diagnostics: [...diagnostics] };
      void connection.sendDiagnostics(version === undefined ? params : { ...params, version });
    },
  });
  const session = createSession((affected, edited) => {
    if ([...affected].some((uri) => session.isOpen(uri) && !edited.includes(uri))) hints.outdate();
    publisher.schedule(affected, edited);
  }, guard.report);
  const log = (line: string) => connection.console.info(line);
  return { connection, session, features, initialize, guard, outbound, diskFiles: createDiskFiles(session, log) };
}

/** Sends the status of a file if it differs from the last one. */
function statusSender(
  connection: Connection,
  { translate }: ClientFeatures,
  session: () => Session,
): (uri: string) => void {
  const sent = new Map<string, string>();
  return (uri) => {
    const { workspace, clientUri } = session();
    const status = documentStatus(workspace, uri, clientUri(uri), translate);
    const content = JSON.stringify(status);
    if (sent.get(uri) === content) return;
    sent.set(uri, content);
    void connection.sendNotification(statusMethod, status);
  };
}

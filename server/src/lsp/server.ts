import type { Connection, Diagnostic as LspDiagnostic, InitializeParams } from 'vscode-languageserver';
import { statusMethod } from '../protocol.ts';
import { type ClientFeatures, clientFeatures } from './client-features.ts';
import { createDiskFiles, type DiskFiles } from './disk-files.ts';
import { documentStatus } from './document-status.ts';
import { createGuard, type Guard } from './guard.ts';
import { hintRefresher } from './hint-refresher.ts';
import { createPublisher } from './publisher.ts';
import { createSession, type Session } from './session.ts';
import { type Outbound, toDiagnostic } from './to-protocol.ts';
import { warmUpAfter } from './warm-up.ts';

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
  const warmUp = warmUpAfter(() => publisher.isIdle());
  const publisher = createPublisher({
    isOpen: (uri) => session.isOpen(uri),
    later: (run) => void setImmediate(run),
    now: () => performance.now(),
    settled: () => {
      hints.settle();
      void guard.inBackground('warming up', warmUp);
    },
    visited: (uri) => {
      if (features.status && session.isOpen(uri)) guard.attempt(`status of ${uri}`, undefined, () => sendStatus(uri));
    },
    compute(uri, isDue) {
      const steps = session.diagnosing(uri, isDue);
      const next = (): IteratorResult<unknown, readonly LspDiagnostic[]> => {
        const { done, value } = steps.next();
        if (!done) return { value };
        return { done, value: value.flatMap((diagnostic) => toDiagnostic(outbound(), diagnostic) ?? []) };
      };
      return { next: () => guard.attempt(`diagnostics of ${uri}`, { done: true, value: [] }, next) };
    },
    send(uri, diagnostics) {
      const version = features.diagnosticVersions ? session.version(uri) : undefined;
      const params = { uri: session.clientUri(uri), diagnostics: [...diagnostics] };
      void connection.sendDiagnostics(version === undefined ? params : { ...params, version });
    },
  });
  const session = createSession((affected, edited) => {
    const find = (): ReadonlySet<string> => {
      const uris = affected();
      if ([...uris].some((uri) => session.isOpen(uri) && !edited.includes(uri))) hints.outdate();
      return uris;
    };
    publisher.schedule(() => guard.attempt('finding affected files', new Set(), find), edited);
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

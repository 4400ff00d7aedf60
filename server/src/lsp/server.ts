import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { statusMethod } from '../protocol.ts';
import { type ClientFeatures, clientFeatures } from './client-features.ts';
import { createDiskFiles, type DiskFiles } from './disk-files.ts';
import { documentStatus } from './document-status.ts';
import { registerDocuments } from './documents.ts';
import { featureCapabilities, registerFeatureRequests } from './feature-requests.ts';
import { followSettings } from './follow-settings.ts';
import { followWorkspace } from './follow-workspace.ts';
import { createGuard, type Guard } from './guard.ts';
import { createPublisher } from './publisher.ts';
import { registerPlanRequests } from './plan-requests.ts';
import { createSession, type Session } from './session.ts';
import { type Outbound, toDiagnostic } from './to-protocol.ts';

/** What the handlers of one connection share. */
export interface Server {
  readonly connection: Connection;
  readonly session: Session;
  readonly diskFiles: DiskFiles;
  readonly features: ClientFeatures;
  readonly initialize: InitializeParams;
  readonly guard: Guard;
  /** For conversions of answers on the current snapshot. */
  outbound(): Outbound;
}

/** Serves a connection: registers every handler and starts to listen. */
export function serve(connection: Connection, version: string): void {
  connection.onInitialize((params) => {
    const server = createServer(connection, params);
    registerDocuments(server);
    registerFeatureRequests(server);
    registerPlanRequests(server);
    connection.onInitialized(() => {
      void server.guard.settled('following the settings', () => followSettings(server));
      void server.guard.settled('reading the workspace', () => followWorkspace(server));
    });
    return initializeResult(server.features, version);
  });
  connection.listen();
}

function initializeResult(features: ClientFeatures, version: string): InitializeResult {
  return {
    serverInfo: { name: 'Envoy Sidecar', version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      ...(features.workspaceFolders
        ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }
        : {}),
      ...featureCapabilities,
    },
  };
}

function createServer(connection: Connection, initialize: InitializeParams): Server {
  const features = clientFeatures(initialize);
  const guard = createGuard((line) => connection.console.error(line));
  const outbound = (): Outbound => ({
    workspace: session.workspace,
    features,
    clientUri: session.clientUri,
    version: session.version,
  });
  const sendStatus = statusSender(connection, () => session);
  const publisher = createPublisher({
    isOpen: (uri) => session.isOpen(uri),
    later: (run) => void setImmediate(run),
    visited: (uri) => {
      if (features.status && session.isOpen(uri)) guard.answered(`status of ${uri}`, undefined, () => sendStatus(uri));
    },
    compute: (uri) =>
      guard.answered(`diagnostics of ${uri}`, [], () =>
        session.diagnostics(uri).flatMap((diagnostic) => toDiagnostic(outbound(), diagnostic) ?? []),
      ),
    send(uri, diagnostics) {
      const version = features.diagnosticVersions ? session.version(uri) : undefined;
      const params = { uri: session.clientUri(uri), diagnostics: [...diagnostics] };
      void connection.sendDiagnostics(version === undefined ? params : { ...params, version });
    },
  });
  const session = createSession((affected, edited) => publisher.schedule(affected, edited));
  const log = (line: string) => connection.console.info(line);
  return { connection, session, features, initialize, guard, outbound, diskFiles: createDiskFiles(session, log) };
}

/** Sends the status of a file when it differs from the last one sent. */
function statusSender(connection: Connection, session: () => Session): (uri: string) => void {
  const sent = new Map<string, string>();
  return (uri) => {
    const { workspace, clientUri } = session();
    const status = documentStatus(workspace, uri, clientUri(uri));
    const content = JSON.stringify(status);
    if (sent.get(uri) === content) return;
    sent.set(uri, content);
    void connection.sendNotification(statusMethod, status);
  };
}

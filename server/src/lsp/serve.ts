import { type Connection, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import type { ClientFeatures } from './client-features.ts';
import { registerCallHierarchy } from './call-hierarchy.ts';
import { registerDocumentLinks } from './document-links.ts';
import { registerDocuments } from './documents.ts';
import { featureCapabilities, registerFeatureRequests } from './feature-requests.ts';
import { registerFoldingRanges } from './folding-ranges.ts';
import { followSettings } from './follow-settings.ts';
import { followWorkspace } from './follow-workspace.ts';
import { registerFormatting } from './formatting.ts';
import { registerInlayHints } from './inlay-hints.ts';
import { registerNameRequests } from './name-requests.ts';
import { registerNewSidecarRequests } from './new-sidecar-requests.ts';
import { registerPlanRequests } from './plan-requests.ts';
import { registerSelectionRanges } from './selection-ranges.ts';
import { registerSemanticTokens } from './semantic-tokens.ts';
import { createServer } from './server.ts';
import { registerLinksRequest } from './links-request.ts';
import { registerVersionRequests } from './version-requests.ts';

/** Serves a connection: registers every handler and starts to listen. */
export function serve(connection: Connection, version: string): void {
  connection.onInitialize((params) => {
    const server = createServer(connection, params);
    registerDocuments(server);
    registerFeatureRequests(server);
    registerNameRequests(server);
    registerCallHierarchy(server);
    registerSemanticTokens(server);
    registerInlayHints(server);
    registerFormatting(server);
    registerSelectionRanges(server);
    registerFoldingRanges(server);
    registerDocumentLinks(server);
    registerPlanRequests(server);
    registerVersionRequests(server);
    registerLinksRequest(server);
    registerNewSidecarRequests(server);
    connection.onInitialized(() => {
      void server.guard.inBackground('following the settings', () => followSettings(server));
      void server.guard.inBackground('reading the workspace', () => followWorkspace(server));
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
      ...featureCapabilities(features),
    },
  };
}

import type { CompletionItem, ServerCapabilities } from 'vscode-languageserver';
import { codeLenses, complete, documentSymbols, hover } from '../analysis/index.ts';
import { answering } from './answering.ts';
import type { ClientFeatures } from './client-features.ts';
import { codeActionKinds, codeActions } from './code-actions.ts';
import { toCodeLens, toDocumentSymbol, toFlatSymbols } from './features-to-protocol.ts';
import { resolved, toCompletionItem, toHover } from './completion-to-protocol.ts';
import { createFieldDocumentation } from './field-documentation.ts';
import { toOffset } from './from-protocol.ts';
import { semanticTokensOptions } from './semantic-tokens.ts';
import type { Server } from './server.ts';

export const featureCapabilities = (features: ClientFeatures): Partial<ServerCapabilities> => ({
  codeActionProvider: { codeActionKinds: [...codeActionKinds] },
  // A value begins behind a blank or in quotes, and `@` and `%` are no letters of a word. Not a line break: who wants an empty line
  // would take the first offer with the next one.
  completionProvider: { triggerCharacters: [' ', '"', "'", '@', '%'], resolveProvider: true },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: features.preparesRename ? { prepareProvider: true } : true,
  documentHighlightProvider: true,
  workspaceSymbolProvider: true,
  documentSymbolProvider: true,
  codeLensProvider: {},
  documentLinkProvider: {},
  callHierarchyProvider: true,
  selectionRangeProvider: true,
  foldingRangeProvider: true,
  inlayHintProvider: true,
  semanticTokensProvider: semanticTokensOptions(features),
});

/** Requests of the editor. Each request reads the snapshot once, calls one pure function and converts its result. */
export function registerFeatureRequests(server: Server): void {
  const { connection, session, features, guard, outbound, diskFiles } = server;
  const documentation = createFieldDocumentation((line) => connection.console.info(line));
  const answer = answering(server);
  connection.onCodeAction((params) =>
    answer('code actions', params.textDocument, [], () => codeActions(session, outbound(), params, diskFiles.rootOf)),
  );
  connection.onCompletion(({ textDocument, position }) =>
    answer<CompletionItem[] | null>('completion', textDocument, null, (file) => {
      const items = complete(session.workspace, file.uri, toOffset(file, position), { lines: features.insertAsIs });
      return items?.map(toCompletionItem(file, features)) ?? null;
    }),
  );
  connection.onCompletionResolve((item) =>
    guard.attempt('description of a completion', item, () => resolved(item, documentation, features)),
  );
  connection.onHover(({ textDocument, position }) =>
    answer('hover', textDocument, null, (file) => {
      const found = hover(session.workspace, file.uri, toOffset(file, position));
      return found ? toHover(file, found, documentation, features) : null;
    }),
  );
  connection.onDocumentSymbol(({ textDocument }) =>
    answer('document symbols', textDocument, [], (file) => {
      const symbols = documentSymbols(session.workspace, file.uri);
      if (features.hierarchicalSymbols) return symbols.map(toDocumentSymbol(outbound(), file));
      return symbols.flatMap(toFlatSymbols(outbound(), file));
    }),
  );
  connection.onCodeLens(({ textDocument }) =>
    answer('code lenses', textDocument, [], (file) =>
      codeLenses(session.workspace, file.uri).map(toCodeLens(outbound(), file)),
    ),
  );
}

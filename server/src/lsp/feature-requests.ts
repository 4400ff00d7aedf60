import type { CompletionItem, ServerCapabilities, TextDocumentIdentifier } from 'vscode-languageserver';
import {
  codeLenses,
  complete,
  definition,
  documentSymbols,
  hover,
  references,
  type SourceFile,
} from '../analysis/index.ts';
import { codeActionKinds, codeActions } from './code-actions.ts';
import { toCodeLens, toDefinition, toDocumentSymbol, toFlatSymbols } from './features-to-protocol.ts';
import { resolved, toCompletionItem, toHover } from './completion-to-protocol.ts';
import { createFieldDocumentation } from './field-documentation.ts';
import { fileOf, toOffset } from './from-protocol.ts';
import type { Server } from './server.ts';
import { toLocation } from './to-protocol.ts';

export const featureCapabilities: Partial<ServerCapabilities> = {
  codeActionProvider: { codeActionKinds: [...codeActionKinds] },
  // A value begins behind a blank or in quotes, and `@` is no letter of a word. Not a line break: who wants an empty line
  // would take the first offer with the next one.
  completionProvider: { triggerCharacters: [' ', '"', "'", '@'], resolveProvider: true },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentSymbolProvider: true,
  codeLensProvider: {},
};

/** Requests of the editor. Each request reads the snapshot once, calls one pure function and converts its result. */
export function registerFeatureRequests({ connection, session, features, guard, outbound, diskFiles }: Server): void {
  const documentation = createFieldDocumentation((line) => connection.console.info(line));
  /** Returns `empty` for an unknown file and for errors. */
  function answer<T>(what: string, document: TextDocumentIdentifier, empty: T, run: (file: SourceFile) => T): T {
    return guard.attempt(what, empty, () => {
      const file = fileOf(session.workspace, document.uri);
      return file ? run(file) : empty;
    });
  }
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
  connection.onDefinition(({ textDocument, position }) =>
    answer('definition', textDocument, null, (file) => {
      const found = definition(session.workspace, file.uri, toOffset(file, position));
      return found ? toDefinition(outbound(), file, found) : null;
    }),
  );
  connection.onReferences(({ textDocument, position, context }) =>
    answer('references', textDocument, [], (file) =>
      references(session.workspace, file.uri, toOffset(file, position), context).flatMap(
        (place) => toLocation(outbound(), place) ?? [],
      ),
    ),
  );
  connection.onDocumentSymbol(({ textDocument }) =>
    answer('document symbols', textDocument, [], (file) => {
      const symbols = documentSymbols(session.workspace, file.uri);
      if (features.hierarchicalSymbols) return symbols.map(toDocumentSymbol(file));
      return symbols.flatMap(toFlatSymbols(outbound(), file));
    }),
  );
  connection.onCodeLens(({ textDocument }) =>
    answer('code lenses', textDocument, [], (file) =>
      codeLenses(session.workspace, file.uri).map(toCodeLens(outbound(), file)),
    ),
  );
}

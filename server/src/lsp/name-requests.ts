import { DocumentHighlightKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import {
  definition,
  displayMessage,
  highlights,
  prepareRename,
  references,
  rename,
  type RenameRefusal,
  workspaceSymbols,
} from '../analysis/index.ts';
import { answering } from './answering.ts';
import { toDefinition, toWorkspaceSymbol } from './features-to-protocol.ts';
import { toOffset } from './from-protocol.ts';
import type { Server } from './server.ts';
import { toLocation, toRange, toWorkspaceEdit } from './to-protocol.ts';

/** Requests about names: where they are defined and used. */
export function registerNameRequests(server: Server): void {
  const { connection, session, guard, outbound } = server;
  const answer = answering(server);
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
  connection.onDocumentHighlight(({ textDocument, position }) =>
    answer('highlights', textDocument, [], (file) =>
      highlights(session.workspace, file.uri, toOffset(file, position)).map(({ range, defines }) => ({
        range: toRange(file.lineIndex, range),
        kind: defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    ),
  );
  connection.onWorkspaceSymbol(({ query }) =>
    guard.attempt('workspace symbols', [], () =>
      workspaceSymbols(session.workspace, query).flatMap((found) => toWorkspaceSymbol(outbound(), found) ?? []),
    ),
  );
  registerRename(server);
}

/** A refusal is an error of the request, which editors show. */
function registerRename(server: Server): void {
  const { connection, session, features, outbound } = server;
  const answer = answering(server);
  const refusal = ({ refused }: RenameRefusal) =>
    new ResponseError(LSPErrorCodes.RequestFailed, displayMessage(refused, features.translate));
  connection.onPrepareRename(({ textDocument, position }) =>
    answer('preparing a rename', textDocument, null, (file) => {
      const found = prepareRename(session.workspace, file.uri, toOffset(file, position));
      if (!found) return null;
      if ('refused' in found) return refusal(found);
      return { range: toRange(file.lineIndex, found.range), placeholder: found.name };
    }),
  );
  connection.onRenameRequest(({ textDocument, position, newName }) =>
    answer('rename', textDocument, null, (file) => {
      const found = rename(session.workspace, file.uri, toOffset(file, position), newName);
      return 'refused' in found ? refusal(found) : toWorkspaceEdit(outbound(), found);
    }),
  );
}

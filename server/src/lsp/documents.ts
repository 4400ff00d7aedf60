import { canonicalUri } from './canonical-uri.ts';
import type { Server } from './server.ts';
import { MAX_TEXT_LENGTH } from './session.ts';

/** Follows the open buffers of the editor. */
export function registerDocuments({ connection, session, diskFiles, guard }: Server): void {
  connection.onDidOpenTextDocument(({ textDocument }) => {
    if (textDocument.text.length > MAX_TEXT_LENGTH) {
      connection.console.warn(`${textDocument.uri} is not checked: it is larger than ${MAX_TEXT_LENGTH} characters.`);
    }
    guard.attempt('open', undefined, () => session.open(textDocument));
    return guard.inBackground('reading the project file', () => diskFiles.readProjectsFor(textDocument.uri));
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    guard.attempt('change', undefined, () => session.change(uri, version, contentChanges));
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    session.close(uri);
    // From now on, the text on disk is used.
    return guard.inBackground('reading a closed file', () => diskFiles.reread([canonicalUri(uri)]));
  });
}

import type { TextDocumentIdentifier } from 'vscode-languageserver';
import type { SourceFile } from '../analysis/index.ts';
import { fileOf } from './from-protocol.ts';
import type { Server } from './server.ts';

/** Answers a request about a file. Returns `empty` for an unknown file and for errors. */
export const answering =
  ({ session, guard }: Server) =>
  <T>(what: string, document: TextDocumentIdentifier, empty: T, run: (file: SourceFile) => T): T =>
    guard.attempt(what, empty, () => {
      const file = fileOf(session.workspace, document.uri);
      return file ? run(file) : empty;
    });

import type { DocumentLink } from 'vscode-languageserver';
import { documentLinks, type FileLink, positionAt, type SourceFile, type WebLink } from '../analysis/index.ts';
import { answering } from './answering.ts';
import type { Server } from './server.ts';
import { type Outbound, toRange } from './to-protocol.ts';

export function registerDocumentLinks(server: Server): void {
  const { connection, session, outbound } = server;
  const answer = answering(server);
  connection.onDocumentLinks(({ textDocument }) =>
    answer('document links', textDocument, [], (file) =>
      documentLinks(session.workspace, file.uri).flatMap((link) => toDocumentLink(outbound(), file, link) ?? []),
    ),
  );
}

/** Editors go to the line after `#L`. */
function toDocumentLink(outbound: Outbound, file: SourceFile, link: FileLink | WebLink): DocumentLink | undefined {
  if ('url' in link) return { range: toRange(file.lineIndex, link.range), target: link.url };
  const { range, target } = link;
  const found = outbound.workspace.files.get(target.uri);
  if (!found) return undefined;
  const { line } = positionAt(found.lineIndex, target.range.start);
  const uri = outbound.clientUri(target.uri);
  return { range: toRange(file.lineIndex, range), target: line === 0 ? uri : `${uri}#L${line + 1}` };
}

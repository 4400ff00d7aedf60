import { type InlayHint as LspInlayHint, InlayHintKind } from 'vscode-languageserver';
import { displayMessage, type InlayHint, inlayHints, positionAt, type SourceFile } from '../analysis/index.ts';
import { answering } from './answering.ts';
import { toTextRange } from './from-protocol.ts';
import type { Server } from './server.ts';
import { type Outbound, toLocation } from './to-protocol.ts';

export function registerInlayHints(server: Server): void {
  const { connection, session, outbound } = server;
  const answer = answering(server);
  connection.languages.inlayHint.on(({ textDocument, range }) =>
    answer('inlay hints', textDocument, [], (file) =>
      inlayHints(session.workspace, file.uri, toTextRange(file, range), session.settings.inlayHints).map(
        toInlayHint(outbound(), file),
      ),
    ),
  );
}

const toInlayHint =
  (outbound: Outbound, file: SourceFile) =>
  ({ offset, parts }: InlayHint): LspInlayHint => ({
    position: positionAt(file.lineIndex, offset),
    label: parts.map(({ label, target }, i) => {
      const text = displayMessage(label, outbound.features.translate);
      const location = target && toLocation(outbound, target);
      return { value: i > 0 ? ` ${text}` : text, ...(location && { location }) };
    }),
    kind: InlayHintKind.Parameter,
    paddingLeft: true,
  });

import { type FoldingRange as LspFoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import { type FoldingRange, foldingRanges, positionAt, type SourceFile } from '../analysis/index.ts';
import { answering } from './answering.ts';
import type { Server } from './server.ts';

/** For a file that we do not know the answer is null, so that the editor folds it by its indentation. */
export function registerFoldingRanges(server: Server): void {
  const { connection, session } = server;
  const answer = answering(server);
  connection.onFoldingRanges(({ textDocument }) =>
    answer<LspFoldingRange[] | null>('folding ranges', textDocument, null, (file) => {
      const found = foldingRanges(session.workspace, file.uri);
      return found?.map(toFoldingRange(file)) ?? null;
    }),
  );
}

const toFoldingRange =
  ({ lineIndex }: SourceFile) =>
  ({ range, kind }: FoldingRange): LspFoldingRange => ({
    startLine: positionAt(lineIndex, range.start).line,
    endLine: positionAt(lineIndex, range.end).line,
    ...(kind === 'comment' && { kind: FoldingRangeKind.Comment }),
  });

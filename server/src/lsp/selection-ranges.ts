import type { SelectionRange } from 'vscode-languageserver';
import { selectionRanges } from '../analysis/index.ts';
import { answering } from './answering.ts';
import { toOffset } from './from-protocol.ts';
import type { Server } from './server.ts';
import { toRange } from './to-protocol.ts';

export function registerSelectionRanges(server: Server): void {
  const { connection, session } = server;
  const answer = answering(server);
  connection.onSelectionRanges(({ textDocument, positions }) =>
    answer<SelectionRange[]>('selection ranges', textDocument, [], (file) =>
      positions.map((position) => {
        const wider = selectionRanges(session.workspace, file.uri, toOffset(file, position));
        const around = wider.reduceRight<SelectionRange | undefined>(
          (parent, range) => ({ range: toRange(file.lineIndex, range), ...(parent && { parent }) }),
          undefined,
        );
        return around ?? { range: { start: position, end: position } };
      }),
    ),
  );
}

import {
  BulkRegistration,
  type BulkUnregistration,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type FormattingOptions,
} from 'vscode-languageserver';
import { format, indentAfterBreak } from '../analysis/index.ts';
import { answering } from './answering.ts';
import { toOffset, toTextRange } from './from-protocol.ts';
import type { Server } from './server.ts';
import { toTextEdits } from './to-protocol.ts';

/** Answers requests to format a document, a range or a new line. They come only after `formattingOffer` has registered them. */
export function registerFormatting(server: Server): void {
  const { connection, session } = server;
  const answer = answering(server);
  connection.onDocumentFormatting(({ textDocument, options }) =>
    answer('formatting', textDocument, null, ({ uri, lineIndex }) =>
      toTextEdits(lineIndex, format(session.workspace, uri, unitOf(options))),
    ),
  );
  connection.onDocumentRangeFormatting(({ textDocument, range, options }) =>
    answer('formatting of a range', textDocument, null, (file) =>
      toTextEdits(file.lineIndex, format(session.workspace, file.uri, unitOf(options), toTextRange(file, range))),
    ),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument, position, options }) =>
    answer('formatting on type', textDocument, null, (file) => {
      const edit = indentAfterBreak(session.workspace, file.uri, toOffset(file, position), unitOf(options));
      return edit ? toTextEdits(file.lineIndex, [edit]) : null;
    }),
  );
}

/** YAML is indented with spaces, whatever the editor uses elsewhere. */
const unitOf = ({ tabSize }: FormattingOptions): number =>
  Number.isInteger(tabSize) && tabSize >= 1 && tabSize <= 8 ? tabSize : 2;

/** Tells the editor that the server formats, or no longer. */
export interface FormattingOffer {
  /** To be called after the settings have changed. */
  update(): Promise<void>;
}

/**
 * Registers formatting while the setting `format.enable` is on, so that other formatters stay the default. JSON has formatters of
 * its own.
 */
export function formattingOffer({ connection, session, features, guard }: Server): FormattingOffer {
  let registered: BulkUnregistration | undefined;
  let pending = Promise.resolve();
  async function follow(): Promise<void> {
    const isWanted = session.settings.format && features.dynamicFormatting;
    if (isWanted && !registered)
      registered = await guard.request('to offer formatting', undefined, () =>
        connection.client.register(formatters()),
      );
    if (isWanted) return;
    registered?.dispose();
    registered = undefined;
  }
  return { update: () => (pending = pending.then(follow)) };
}

function formatters(): BulkRegistration {
  const documentSelector = ['file', 'untitled'].map((scheme) => ({ scheme, language: 'yaml' }));
  const all = BulkRegistration.create();
  all.add(DocumentFormattingRequest.type, { documentSelector });
  all.add(DocumentRangeFormattingRequest.type, { documentSelector });
  all.add(DocumentOnTypeFormattingRequest.type, { documentSelector, firstTriggerCharacter: '\n' });
  return all;
}

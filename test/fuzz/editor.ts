import type { Position, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Files } from '../fixture/applied-actions.ts';
import type { TestClient } from '../lsp/test-client.ts';

/** Open documents as an editor keeps them: what it sends to the server is what it shows. */
export interface Editor {
  readonly uris: readonly string[];
  uri(file: number): string;
  text(uri: string): string;
  position(uri: string, at: number): Position;
  /** Shows another text: sends the stretch that differs, as an editor does after a keystroke. */
  show(uri: string, text: string): void;
  /** The text as it was opened. */
  undo(uri: string): void;
  /** Closes the document and opens it again with the text that it had. */
  reopen(uri: string): void;
  /** Applies an edit like an editor. Throws if its ranges are outside of the text or overlap. */
  apply(edit: WorkspaceEdit): void;
  /** All open documents. */
  files(): Files;
}

export function createEditor(client: TestClient, original: Files): Editor {
  const documents = new Map<string, TextDocument>();
  const uris = original.map(([uri]) => uri);
  const documentOf = (uri: string) => documents.get(uri) ?? open(uri, '');
  function open(uri: string, text: string): TextDocument {
    const document = TextDocument.create(uri, 'yaml', 1, text);
    documents.set(uri, document);
    client.open(uri, text);
    return document;
  }
  function show(uri: string, text: string): void {
    const document = documentOf(uri);
    const old = document.getText();
    if (old === text) return;
    const { start, end, newText } = difference(old, text);
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    const version = document.version + 1;
    client.edit(uri, version, range, newText);
    documents.set(uri, TextDocument.update(document, [{ range, text: newText }], version));
  }
  for (const [uri, text] of original) open(uri, text);
  return {
    uris,
    uri: (file) => uris[file % uris.length] ?? '',
    text: (uri) => documentOf(uri).getText(),
    position: (uri, at) => documentOf(uri).positionAt(at % (documentOf(uri).getText().length + 1)),
    show,
    undo: (uri) => show(uri, new Map(original).get(uri) ?? ''),
    reopen(uri) {
      const text = documentOf(uri).getText();
      client.close(uri);
      open(uri, text);
    },
    apply(edit) {
      for (const [uri, edits] of editsOf(edit)) {
        const document = documentOf(uri);
        for (const { range } of edits) checkRange(document, range.start, range.end);
        show(uri, TextDocument.applyEdits(document, [...edits]));
      }
    },
    files: () => [...documents].map(([uri, document]) => [uri, document.getText()] as const),
  };
}

/** The edits of each document. */
function editsOf({ documentChanges = [], changes = {} }: WorkspaceEdit): readonly (readonly [string, TextEdit[]])[] {
  const ofDocuments = documentChanges.flatMap((change) =>
    'edits' in change ? [[change.textDocument.uri, change.edits as TextEdit[]] as const] : [],
  );
  return [...ofDocuments, ...Object.entries(changes)];
}

function checkRange(document: TextDocument, ...positions: readonly Position[]): void {
  for (const position of positions) {
    const back = document.positionAt(document.offsetAt(position));
    if (back.line !== position.line || back.character !== position.character)
      throw new Error(`${JSON.stringify(position)} lies outside of ${document.uri}`);
  }
}

/** The shortest stretch to replace; never half of a surrogate pair, as no editor sends that. */
function difference(old: string, text: string): { start: number; end: number; newText: string } {
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start++;
  let same = 0;
  const most = Math.min(old.length, text.length) - start;
  while (same < most && old[old.length - 1 - same] === text[text.length - 1 - same]) same++;
  // There is no position between `\r` and `\n`.
  if (old[start - 1] === '\r' || text[start - 1] === '\r' || isLow(old[start]) || isLow(text[start]))
    start = Math.max(0, start - 1);
  if (same > 0 && (old[old.length - same] === '\n' || isLow(old[old.length - same]))) same--;
  return { start, end: old.length - same, newText: text.slice(start, text.length - same) };
}

const isLow = (unit: string | undefined): boolean => unit !== undefined && /[\udc00-\udfff]/.test(unit);

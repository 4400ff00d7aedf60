// What `npm run bench -- --hostile` measures: the server without its connection, bundled as the server is.
import { clientFeatures } from '../../server/src/lsp/client-features.ts';
import { codeActions, fixAllKind } from '../../server/src/lsp/code-actions.ts';
import { createSession } from '../../server/src/lsp/session.ts';
import { type Outbound, toDiagnostic } from '../../server/src/lsp/to-protocol.ts';

/** An editor that wants all there is. */
const features = clientFeatures({
  processId: null,
  rootUri: null,
  capabilities: {
    workspace: { workspaceEdit: { documentChanges: true } },
    textDocument: {
      publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
      codeAction: { isPreferredSupport: true },
    },
  },
});

type Position = { readonly line: number; readonly character: number };

/** A session, and what an editor asks of it; each answer as JSON, as it would be sent. */
export function openWorkspace(files: readonly (readonly [uri: string, text: string])[]) {
  let affected: ReadonlySet<string> = new Set();
  const session = createSession((uris) => {
    affected = uris();
  });
  const outbound = (): Outbound => ({
    workspace: session.workspace,
    features,
    clientUri: session.clientUri,
    version: session.version,
  });
  const [uri = ''] = files[0] ?? [];
  const publish = (): string[] =>
    [...affected].map((one) =>
      JSON.stringify(session.diagnostics(one).flatMap((found) => toDiagnostic(outbound(), found) ?? [])),
    );
  const actions = (range: { start: Position; end: Position }, only?: string[]): string =>
    JSON.stringify(
      codeActions(session, outbound(), {
        textDocument: { uri },
        range,
        context: { diagnostics: [], ...(only && { only }) },
      }),
    );
  const all = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return {
    open() {
      session.setFiles(files.slice(1));
      session.open({ uri, languageId: 'yaml', version: 1, text: files[0]?.[1] ?? '' });
      return publish();
    },
    /** @param at where it is typed */
    type(version: number, at: Position, text: string, removed = 0) {
      const range = { start: at, end: { line: at.line, character: at.character + removed } };
      session.change(uri, version, [{ range, text }]);
      return publish();
    },
    lightbulb: (at: Position) => actions({ start: at, end: at }),
    fixAll: () => actions(all, [fixAllKind]),
    found: () => session.diagnostics(uri).length,
    places: () =>
      session
        .diagnostics(uri)
        .flatMap((found) => toDiagnostic(outbound(), found) ?? [])
        .map(({ range }) => range.start),
  };
}

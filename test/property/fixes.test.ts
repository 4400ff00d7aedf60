import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Diagnostic,
  diagnose,
  emptyWorkspace,
  displayMessage,
  type Workspace,
  withTexts,
} from '../../server/src/analysis/index.ts';
import { clientFeatures } from '../../server/src/lsp/client-features.ts';
import { codeActions } from '../../server/src/lsp/code-actions.ts';
import { createSession } from '../../server/src/lsp/session.ts';
import { changedLines } from './changed-lines.ts';
import { type Files, type MutatedFile, mutatedFile, originOfFiles, runs, seed } from './mutated-files.ts';

const RUNS = runs(300);

/** What these fix hides what is wrong below it; errors that come up were there before. */
const revealing: Readonly<Record<string, string>> = {
  'yaml/syntax': 'A text that does not parse is checked only once it does.',
  'envoy/v2-leftover': 'A config of the v2 API is checked once it has a type of v3.',
  'envoy/missing-typed-config': 'A config without a type is checked once it has one.',
};

describe(`code actions (${originOfFiles})`, () => {
  it(`remove their finding, add no error and change something, in ${RUNS} edited files`, function () {
    this.timeout(1_200_000);
    let actions = 0;
    fc.assert(
      fc.property(mutatedFile, (mutated) => {
        for (const action of actionsOf(mutated)) {
          checkAction(mutated, action);
          actions++;
        }
      }),
      { numRuns: RUNS, seed },
    );
    assert.ok(actions > RUNS, `only ${actions} actions`);
  });
});

/** All quick fixes of a file, as an editor gets them. */
function actionsOf({ uri, text, files }: MutatedFile): readonly CodeAction[] {
  const session = createSession(() => {});
  session.setFiles(files);
  const features = clientFeatures({ capabilities: {}, processId: null, rootUri: null });
  const { workspace, clientUri, version } = session;
  const lines = text.split('\n');
  return codeActions(
    session,
    { workspace, features, clientUri, version },
    {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } },
      context: { diagnostics: [], only: ['quickfix'] },
    },
  ).filter(({ title }) => !title.startsWith('Fix all '));
}

function checkAction({ files }: MutatedFile, action: CodeAction): void {
  const [about] = action.diagnostics ?? [];
  assert.ok(about, `"${action.title}" says of no diagnostic that it fixes it`);
  const fixed = afterAction(files, action);
  const changed = fixed.filter(([uri, text]) => new Map(files).get(uri) !== text);
  const context = () =>
    [
      `"${action.title}" for ${about.code} in line ${about.range.start.line + 1}: ${about.message}`,
      ...changed.map(([uri, text]) => `${uri}, ${changedLines(new Map(files).get(uri) ?? '', text)}`),
    ].join('\n');
  assert.ok(changed.length > 0, `changes nothing: ${context()}`);
  const [before, after] = [files, fixed].map((texts) => fresh(texts));
  assert.ok(before && after);
  const uris = new Set([...changed.map(([uri]) => uri)]);
  const isSame = ({ code, message }: Diagnostic) => code === about.code && displayMessage(message) === about.message;
  const all = new Set(files.map(([uri]) => uri));
  assert.ok(count(after, all, isSame) < count(before, all, isSame), `its finding stays: ${context()}`);
  if (Object.hasOwn(revealing, String(about.code))) return;
  const isError = ({ severity }: Diagnostic) => severity === 'error';
  assert.ok(count(after, uris, isError) <= count(before, uris, isError), `adds an error: ${context()}`);
}

function afterAction(files: Files, { edit }: CodeAction): Files {
  const changes = new Map<string, readonly TextEdit[]>(
    (edit?.documentChanges ?? [])
      .filter((change): change is TextDocumentEdit => 'edits' in change)
      .map(({ textDocument, edits }) => [textDocument.uri, edits as TextEdit[]]),
  );
  for (const [uri, edits] of Object.entries(edit?.changes ?? {})) changes.set(uri, edits);
  return files.map(([uri, text]) => {
    const document = TextDocument.create(uri, 'yaml', 0, text);
    return [uri, TextDocument.applyEdits(document, [...(changes.get(uri) ?? [])])] as const;
  });
}

const fresh = (files: Files): Workspace => withTexts(emptyWorkspace(), files);

const count = (workspace: Workspace, uris: Iterable<string>, is: (diagnostic: Diagnostic) => boolean): number =>
  [...uris].reduce((sum, uri) => sum + diagnose(workspace, uri).filter(is).length, 0);

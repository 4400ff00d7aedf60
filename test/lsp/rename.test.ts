import assert from 'node:assert/strict';
import type {
  DocumentHighlight,
  SymbolInformation,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { envoyText, envoyUri, podText, podUri, serviceText, serviceUri } from './sidecar.ts';
import { rangeOf, startClient, type TestClient } from './test-client.ts';

describe('rename over LSP', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await startClient();
    client.open(podUri, podText());
    client.open(envoyUri, envoyText());
    client.open(serviceUri, serviceText());
  });

  afterEach(() => client.dispose());

  const placeOf = (uri: string, text: string, word: string) => ({
    textDocument: { uri },
    position: rangeOf(text, word).start,
  });

  const changed = (edit: WorkspaceEdit, uri: string, text: string): string => {
    const change = (edit.documentChanges ?? []).find(
      (one): one is TextDocumentEdit => 'edits' in one && one.textDocument.uri === uri,
    );
    return TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), (change?.edits ?? []) as TextEdit[]);
  };

  it('names what would be renamed', async () => {
    assert.deepEqual(await client.request('textDocument/prepareRename', placeOf(envoyUri, envoyText(), 'app }')), {
      range: { ...rangeOf(envoyText(), 'app }'), end: rangeOf(envoyText(), ' }\n                http').start },
      placeholder: 'app',
    });
    const nothing = placeOf(envoyUri, envoyText(), 'static_resources');
    assert.equal(await client.request('textDocument/prepareRename', nothing), null);
  });

  it('changes a port in all files, with the versions of the documents', async () => {
    const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
      ...placeOf(envoyUri, envoyText(), '9092'),
      newName: '9093',
    });
    assert.equal(changed(edit, envoyUri, envoyText()), envoyText(9093));
    assert.equal(changed(edit, podUri, podText()), podText(9093));
    assert.equal(changed(edit, serviceUri, serviceText()), serviceText().replace('9092', '9093'));
    for (const change of edit.documentChanges ?? [])
      assert.equal('textDocument' in change && change.textDocument.version, 1);
  });

  it('says why a name cannot be changed', async () => {
    const place = placeOf(envoyUri, envoyText(), '9092');
    await assert.rejects(client.request('textDocument/rename', { ...place, newName: 'x' }), {
      message: "'x' is not a port. Use a number from 1 to 65535.",
    });
    client.change(envoyUri, 2, envoyText(9092, 'nobody'));
    const unknown = placeOf(envoyUri, envoyText(9092, 'nobody'), 'nobody');
    await assert.rejects(client.request('textDocument/prepareRename', unknown), {
      message: "'nobody' is not defined in this workspace.",
    });
  });

  it('is offered without a preparation to editors that do not know it', async () => {
    assert.deepEqual(client.initialized.capabilities.renameProvider, { prepareProvider: true });
    const plain = await startClient({ capabilities: {} });
    assert.equal(plain.initialized.capabilities.renameProvider, true);
    plain.dispose();
  });

  it('is offered as an action on a port, if the editor names its command', async () => {
    const editor = await startClient({ initializationOptions: { renameCommand: 'rename' } });
    editor.open(envoyUri, envoyText());
    const titles = async (word: string) => {
      const { start } = rangeOf(envoyText(), word);
      return (await editor.codeActions(envoyUri, { start, end: start }, ['refactor'])).map(
        ({ title, command }) => `${title} ${command?.command}`,
      );
    };
    assert.deepEqual(await titles('9092'), ['Change port 9092 everywhere… rename']);
    assert.deepEqual(await titles('app }'), []);
    editor.dispose();
  });

  it('comes with highlights of the name in the file', async () => {
    const found = await client.request<DocumentHighlight[]>(
      'textDocument/documentHighlight',
      placeOf(envoyUri, envoyText(), 'app }'),
    );
    const [definition] = found;
    assert.equal(definition?.range.start.line, rangeOf(envoyText(), 'name: app\n      type').start.line);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      [3, 2, 2],
    );
  });

  it('comes with the names of the workspace', async () => {
    const find = async (query: string) =>
      (await client.request<SymbolInformation[]>('workspace/symbol', { query })).map(
        ({ name, containerName }) => `${name} (${containerName})`,
      );
    assert.deepEqual(await find('igrs'), ['ingress (listener · envoy.yaml)']);
    assert.ok((await find('')).includes('app (cluster · envoy.yaml)'));
    assert.deepEqual(await find('nobody'), []);
  });
});

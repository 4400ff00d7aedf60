import assert from 'node:assert/strict';
import type { TextEdit } from 'vscode-languageserver';
import { rangeOf, startClient, type TestClient } from './test-client.ts';

const uri = 'file:///envoy.yaml';
const text = 'static_resources:\n    clusters:\n        -  name: a\n\n';
const methods = ['formatting', 'rangeFormatting', 'onTypeFormatting'].map((name) => `textDocument/${name}`);

/** An editor that follows its settings and formats with what is registered. */
const formatting = {
  workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
  textDocument: { formatting: { dynamicRegistration: true } },
};

describe('formatting over LSP', () => {
  let client: TestClient;
  before(async () => {
    client = await startClient({ capabilities: formatting });
    client.open(uri, text);
  });
  after(() => client.dispose());

  const offered = () => client.registered().filter((method) => methods.includes(method));
  const options = { tabSize: 2, insertSpaces: true };
  const ask = (method: string, params: object) =>
    client.request<TextEdit[] | null>(`textDocument/${method}`, { textDocument: { uri }, options, ...params });

  it('is offered only while the setting is on', async () => {
    await client.settle();
    assert.deepEqual(offered(), []);
    client.configure({ format: { enable: true } });
    await client.until('the registrations', () => offered().length === 3);
    client.configure({});
    await client.until('the end of the registrations', () => offered().length === 0);
  });

  it('is not registered with an editor that cannot', async () => {
    const other = await startClient({ capabilities: { workspace: { configuration: true } } });
    other.configure({ format: { enable: true } });
    await other.settle();
    assert.deepEqual(other.registered(), []);
    other.dispose();
  });

  it('formats a document and a range', async () => {
    const edits = await ask('formatting', {});
    assert.deepEqual(
      edits?.map(({ newText, range }) => `${range.start.line}:${range.start.character} ${JSON.stringify(newText)}`),
      ['1:0 "  "', '2:0 "    "', '2:9 " "'],
    );
    const inLine = await ask('rangeFormatting', { range: rangeOf(text, 'name: a') });
    assert.deepEqual(inLine, []);
  });

  it('formats a new line', async () => {
    const edits = await ask('onTypeFormatting', { position: { line: 3, character: 0 }, ch: '\n' });
    assert.deepEqual(
      edits?.map(({ newText }) => newText),
      ['           '],
    );
  });

  it('uses two spaces if the editor has no tab size', async () => {
    const edits = await ask('formatting', { options: { tabSize: 0, insertSpaces: false } });
    assert.equal(edits?.[0]?.newText, '  ');
  });
});

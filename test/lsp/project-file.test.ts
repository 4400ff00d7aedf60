import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompletionItem, CreateFile, TextDocumentEdit } from 'vscode-languageserver';
import { createSession } from '../../server/src/lsp/session.ts';
import { envoyText, podText } from './sidecar.ts';
import { rangeOf, startClient, type TestClient } from './test-client.ts';

const unknown = 'envoy/unknown-cluster';
const off = `rules: { ${unknown}: off }\n`;
const config = envoyText(9092, 'ap');
const name = '.envoy-sidecar.yaml';

describe('the project file in an editor', () => {
  let outer: string;
  let folder: string;
  let client: TestClient;

  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  const uri = (file: string) => pathToFileURL(path.join(folder, file)).href;
  const changed = (type: number, ...files: string[]) =>
    client.notify('workspace/didChangeWatchedFiles', { changes: files.map((file) => ({ uri: uri(file), type })) });
  const isReported = (file = 'a/envoy.yaml') => client.codes(uri(file)).includes(unknown);
  const start = async () => {
    client = await startClient({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }] });
    await client.until('the first scan', () => client.logged.some((line) => line.startsWith('Read ')));
    await client.settle();
  };

  beforeEach(() => {
    outer = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-project-'));
    folder = path.join(outer, 'workspace');
    write('a/envoy.yaml', config);
    write('b/envoy.yaml', config);
  });

  afterEach(() => {
    client.dispose();
    fs.rmSync(outer, { recursive: true, force: true });
  });

  it('is read at the start, and again when it changes on disk', async () => {
    write(`a/${name}`, off);
    await start();
    assert.ok(!isReported() && isReported('b/envoy.yaml'));
    write(`a/${name}`, 'rules: {}\n');
    changed(2, `a/${name}`);
    await client.until('the problem to come', () => isReported());
    write(name, 'ignore: [a]\n');
    changed(1, name);
    await client.until('the problem to go', () => !isReported());
    fs.rmSync(path.join(folder, name));
    changed(3, name);
    await client.until('the problem to come back', () => isReported());
  });

  it('applies while it is written, and keeps its last settings while it is broken', async () => {
    await start();
    client.open(uri(name), off);
    await client.settle();
    assert.ok(!isReported() && !isReported('b/envoy.yaml'));
    client.change(uri(name), 2, `${off}ignore: [`);
    await client.settle();
    assert.ok(!isReported());
    assert.deepEqual(client.codes(uri(name)).toSorted(), ['project/not-applied', 'yaml/syntax']);
    client.change(uri(name), 3, 'rules: {}');
    await client.settle();
    assert.ok(isReported() && isReported('b/envoy.yaml'));
    assert.deepEqual(client.codes(uri(name)), []);
  });

  it('applies from above the workspace', async () => {
    write(`../${name}`, off);
    await start();
    assert.ok(!isReported());
    client.open(uri(`../${name}`), 'rules: {}\n');
    await client.settle();
    assert.ok(isReported());
    client.close(uri(`../${name}`));
    await client.until('the text on disk to apply', () => !isReported());
  });

  it('applies to an open file without a workspace', async () => {
    write(name, off);
    client = await startClient();
    client.open(uri('a/envoy.yaml'), config);
    await client.until('its problems', () => client.published.length > 0);
    await client.until('the problem to go', () => !isReported());
  });

  it('gives way to the settings of the editor', async () => {
    write(name, off);
    await start();
    client.configure({ severity: { [unknown]: 'hint' } });
    await client.until('the problem', () => isReported());
    assert.equal(client.diagnostics(uri('a/envoy.yaml'))?.find(({ code }) => code === unknown)?.severity, 4);
  });

  it('completes its keys', async () => {
    await start();
    client.open(uri(name), 'ru');
    const items = await client.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: uri(name) },
      position: { line: 0, character: 2 },
    });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['rules', 'ignore', 'envoyImages', 'envoyVersion', 'kubernetesVersion', 'appPorts'],
    );
    const resolved = await client.request<CompletionItem>('completionItem/resolve', items[0]);
    assert.match(JSON.stringify(resolved.documentation), /Severities by rule/);
  });

  const ignoreTitle = `Ignore ${unknown} in this workspace`;
  const ignore = async () => {
    const actions = await client.codeActions(uri('a/envoy.yaml'), rangeOf(config, 'ap }'));
    return actions.find(({ title }) => title === ignoreTitle);
  };

  it('is created by a quick fix', async () => {
    await start();
    client.open(uri('a/envoy.yaml'), config);
    await client.settle();
    const [create, change] = ((await ignore())?.edit?.documentChanges ?? []) as [CreateFile, TextDocumentEdit];
    assert.deepEqual([create.kind, create.uri], ['create', uri(name)]);
    assert.equal(change.textDocument.uri, uri(name));
    assert.deepEqual(
      change.edits.map((edit) => 'newText' in edit && edit.newText),
      [`rules:\n  ${unknown}: off\n`],
    );
  });

  it('is changed by a quick fix, which is not offered if it would have no effect', async () => {
    write(name, 'ignore: [b]\n');
    await start();
    client.open(uri('a/envoy.yaml'), config);
    await client.settle();
    const [change, ...others] = ((await ignore())?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.equal(others.length, 0);
    assert.deepEqual(
      change?.edits.map((edit) => 'newText' in edit && edit.newText),
      [`\nrules:\n  ${unknown}: off`],
    );
    client.configure({ severity: { [unknown]: 'warning' } });
    await client.settle();
    assert.equal(await ignore(), undefined);
  });
});

describe('a change of a project file', () => {
  const at = (file: string) => `file:///s/${file}`;

  function affectedBy(before: string, after: string): readonly string[] {
    let affected: readonly string[] = [];
    const session = createSession((uris) => {
      affected = [...uris()].sort();
    });
    session.setFiles([
      [at('a/pod.yaml'), podText(9093)],
      [at('c/envoy.yaml'), envoyText()],
      [at('a/.envoy-sidecar.yaml'), before],
      [at('other/x.yaml'), 'static_resources: {}'],
      [at('other/pod.yaml'), 'apiVersion: v1\nkind: Pod\n'],
    ]);
    session.setFiles([[at('a/.envoy-sidecar.yaml'), after]]);
    return affected;
  }

  it('reaches what it covers, with the other files of workloads', () => {
    assert.deepEqual(affectedBy('', 'appPorts: { nginx: 8080 }'), [
      at('a/.envoy-sidecar.yaml'),
      at('a/pod.yaml'),
      at('c/envoy.yaml'),
    ]);
  });

  it('reaches nothing else if it is broken', () => {
    assert.deepEqual(affectedBy('ignore: [b]', 'ignore: [b'), [at('a/.envoy-sidecar.yaml')]);
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { envoyText, envoyUri } from './sidecar.ts';
import { startClient } from './test-client.ts';

describe('the language server with a client that rejects its requests', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-refusing-'));
    fs.writeFileSync(path.join(folder, 'envoy.yaml'), envoyText(9092, 'ap'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const onDisk = () => pathToFileURL(path.join(folder, 'envoy.yaml')).href;
  const start = (refuses: readonly string[]) =>
    startClient({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }] }, refuses);

  it('takes the settings and reads the workspace all the same', async () => {
    const client = await start(['client/registerCapability']);
    await client.until('the first scan', () => client.codes(onDisk()).includes('envoy/unknown-cluster'));
    client.configure({ severity: { 'envoy/unknown-cluster': 'hint' } });
    await client.until('a hint', () => client.diagnostics(onDisk())?.[0]?.severity === 4);
    await client.until('the log', () => client.logged.includes('The editor refused to watch files: refused'));
    assert.ok(!client.logged.some((line) => line.includes('is a bug')));
    client.dispose();
  });

  it('uses the defaults if it gets no settings', async () => {
    const client = await start(['workspace/configuration']);
    client.open(envoyUri, envoyText(9092, 'ap'));
    await client.until('diagnostics', () => client.codes(envoyUri).includes('envoy/unknown-cluster'));
    await client.until('the log', () => client.logged.includes('The editor refused to tell its settings: refused'));
    client.dispose();
  });

  it('takes null for no settings', async () => {
    const client = await start([]);
    client.configure(null);
    client.open(envoyUri, envoyText(9092, 'ap'));
    await client.until('diagnostics', () => client.codes(envoyUri).includes('envoy/unknown-cluster'));
    client.dispose();
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { envoyText, podText } from './sidecar.ts';
import { startClient, type TestClient } from './test-client.ts';

const mismatch = 'workload/container-port-mismatch';

describe('the files of a workspace on disk', () => {
  let folder: string;
  let client: TestClient;

  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const uri = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const changed = (type: number, ...names: string[]) =>
    client.notify('workspace/didChangeWatchedFiles', { changes: names.map((name) => ({ uri: uri(name), type })) });

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy sidecar (test)-'));
    write('pod.yaml', podText(9093));
    write('conf/envoy.yaml', envoyText());
    write('node_modules/x/envoy.yaml', envoyText(9092, 'nope'));
    write('data.json', '{"a": 1}');
    fs.symlinkSync('..', path.join(folder, 'conf', 'loop'));
    fs.symlinkSync('nowhere.yaml', path.join(folder, 'dangling.yaml'));
    client = await startClient({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }] });
    await client.until('the first scan', () => client.codes(uri('pod.yaml')).includes(mismatch));
  });

  afterEach(() => {
    client.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('are checked without being open', () => {
    assert.ok(client.codes(uri('conf/envoy.yaml')).includes(mismatch));
    const versions = client.published.map(({ version }) => version);
    assert.deepEqual([...new Set(versions)], [undefined]);
    assert.ok(!client.published.some((sent) => sent.uri.includes('node_modules')));
  });

  it('are read anew when they change', async () => {
    write('conf/envoy.yaml', envoyText(9093));
    changed(2, 'conf/envoy.yaml');
    await client.until('both ends to be clean', () => !client.codes(uri('pod.yaml')).includes(mismatch));
    assert.ok(!client.codes(uri('conf/envoy.yaml')).includes(mismatch));
  });

  it('are dropped when they or their folder are deleted', async () => {
    fs.rmSync(path.join(folder, 'conf'), { recursive: true });
    changed(3, 'conf');
    await client.until('both ends to be clean', () => !client.codes(uri('pod.yaml')).includes(mismatch));
    assert.deepEqual(client.diagnostics(uri('conf/envoy.yaml')), []);
  });

  it('give way to open buffers, and come back when those are closed', async () => {
    client.open(uri('conf/envoy.yaml'), envoyText(9093));
    await client.until('the buffer to count', () => !client.codes(uri('pod.yaml')).includes(mismatch));
    changed(2, 'conf/envoy.yaml');
    await client.settle();
    assert.ok(!client.codes(uri('pod.yaml')).includes(mismatch));
    client.close(uri('conf/envoy.yaml'));
    await client.until('the disk to count', () => client.codes(uri('pod.yaml')).includes(mismatch));
  });

  it('leave and enter with their folder', async () => {
    const event = (added: boolean) => {
      const changedFolder = [{ uri: pathToFileURL(folder).href, name: 'test' }];
      client.notify('workspace/didChangeWorkspaceFolders', {
        event: { added: added ? changedFolder : [], removed: added ? [] : changedFolder },
      });
    };
    event(false);
    await client.until('nothing to be left', () => client.diagnostics(uri('pod.yaml'))?.length === 0);
    event(true);
    await client.until('the folder to be read', () => client.codes(uri('pod.yaml')).includes(mismatch));
  });
});

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

  const write = (name: string, text: string | Buffer) => {
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
    await client.until('the first scan', () =>
      ['pod.yaml', 'conf/envoy.yaml'].every((name) => client.codes(uri(name)).includes(mismatch)),
    );
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

  it('are read again after a change', async () => {
    write('conf/envoy.yaml', envoyText(9093));
    changed(2, 'conf/envoy.yaml');
    await client.until('both ends to be clean', () =>
      ['pod.yaml', 'conf/envoy.yaml'].every((name) => !client.codes(uri(name)).includes(mismatch)),
    );
  });

  it('are named in the log with what to do when they are not text, and come back when they are', async () => {
    const file = path.join(folder, 'conf/envoy.yaml');
    write('conf/envoy.yaml', Buffer.from(`# caf\u00e9\n${envoyText(9092, 'ap')}`, 'latin1'));
    changed(2, 'conf/envoy.yaml');
    const said = `${file} is not read: it is not valid UTF-8. Save it as UTF-8.`;
    await client.until('the log', () => client.logged.some((line) => line.includes(said)));
    await client.until('its problems to go', () => client.codes(uri('conf/envoy.yaml')).length === 0);
    write('conf/envoy.yaml', envoyText(9092, 'ap'));
    changed(2, 'conf/envoy.yaml');
    await client.until('its problems', () => client.codes(uri('conf/envoy.yaml')).includes('envoy/unknown-cluster'));
  });

  it('keep the text of the editor while it is open, whatever is on the disk', async () => {
    client.open(uri('conf/envoy.yaml'), envoyText(9092, 'ap'));
    await client.settle();
    write('conf/envoy.yaml', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]));
    changed(2, 'conf/envoy.yaml');
    await client.settle();
    assert.ok(client.codes(uri('conf/envoy.yaml')).includes('envoy/unknown-cluster'));
  });

  it('are dropped when they or their folder are deleted', async () => {
    fs.rmSync(path.join(folder, 'conf'), { recursive: true });
    changed(3, 'conf');
    await client.until('both ends to be clean', () => !client.codes(uri('pod.yaml')).includes(mismatch));
    await client.until('the deleted file', () => client.diagnostics(uri('conf/envoy.yaml'))?.length === 0);
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

  it('follow a renamed or created folder, for which an editor sends only the name', async () => {
    fs.renameSync(path.join(folder, 'conf'), path.join(folder, 'settings'));
    changed(3, 'conf');
    changed(1, 'settings');
    await client.until('the new place to be read', () => client.codes(uri('settings/envoy.yaml')).includes(mismatch));
    assert.deepEqual(client.diagnostics(uri('conf/envoy.yaml')), []);
    write('more/deep/envoy.yaml', envoyText(9092, 'nope'));
    write('more/node_modules/x/envoy.yaml', envoyText(9092, 'nope'));
    changed(1, 'more');
    await client.until('the new folder to be read', () => client.codes(uri('more/deep/envoy.yaml')).length > 0);
    assert.ok(!client.published.some((sent) => sent.uri.includes('node_modules')));
  });

  for (const [what, name] of [
    ['outside of every folder', '../outside.yaml'],
    ['in a folder that is passed over', 'node_modules/x/envoy.yaml'],
  ] as const)
    it(`lose their problems when a file ${what} is closed`, async () => {
      write(name, envoyText(9092, 'nope'));
      const outside = pathToFileURL(path.join(folder, name)).href;
      client.open(outside, envoyText(9092, 'nope'));
      await client.until('the buffer to be checked', () => client.codes(outside).includes('envoy/unknown-cluster'));
      client.close(outside);
      await client.until('nothing to be said of it', () => client.diagnostics(outside)?.length === 0);
      changed(2, name);
      await client.settle();
      assert.deepEqual(client.diagnostics(outside), []);
      if (name.startsWith('..')) fs.rmSync(path.join(folder, name));
    });

  it('are kept when a folder is removed that is within another one of the workspace', async () => {
    const inner = { uri: uri('conf'), name: 'conf' };
    const event = (added: object[], removed: object[]) =>
      client.notify('workspace/didChangeWorkspaceFolders', { event: { added, removed } });
    event([inner], []);
    await client.settle();
    event([], [inner]);
    await client.settle();
    assert.ok(client.codes(uri('conf/envoy.yaml')).includes(mismatch));
    event([], [{ uri: pathToFileURL(folder).href, name: 'test' }]);
    await client.until('nothing to be left', () => client.diagnostics(uri('conf/envoy.yaml'))?.length === 0);
  });

  it('are those of the disk as it is at the end of a scan, not as it was when each was read', async () => {
    const other = await startClient({ workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }] });
    write('conf/envoy.yaml', envoyText(9093));
    other.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('conf/envoy.yaml'), type: 2 }] });
    await other.until('the scan', () => other.logged.some((line) => line.startsWith('Read ')));
    await other.settle();
    assert.ok(!other.codes(uri('pod.yaml')).includes(mismatch), other.codes(uri('pod.yaml')).join());
    other.dispose();
  });
});

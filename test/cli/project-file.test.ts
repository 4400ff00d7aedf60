import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { WorkspaceOptions } from '../../server/src/analysis/index.ts';
import { check } from '../../server/src/cli/check.ts';
import { envoyText } from '../lsp/sidecar.ts';

describe('check with a project file', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-project-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): string {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  const run = (paths: readonly string[], options: WorkspaceOptions = {}, isolated = false) =>
    check({ paths, format: 'text', isolated, color: false, options });
  const off = 'rules: { envoy/unknown-cluster: off }\n';
  const broken = envoyText(9092, 'ap');
  const clean = { stdout: '1 file checked, nothing found\n', stderr: '', status: 0 };

  it('applies one from above the given files and folders', async () => {
    write('.envoy-sidecar.yaml', off);
    const file = write('a/b/envoy.yaml', broken);
    for (const given of [file, path.join(folder, 'a'), path.join(folder, 'a', 'b')])
      assert.deepEqual(await run([given]), clean, given);
    assert.deepEqual(await run([file], {}, true), clean, 'isolated');
  });

  it('applies those in a folder to the files below them', async () => {
    write('.envoy-sidecar.yaml', 'ignore: [vendor]\n');
    write('a/.envoy-sidecar.yaml', off);
    write('a/envoy.yaml', broken);
    write('vendor/envoy.yaml', broken);
    const other = write('envoy.yaml', broken);
    for (const isolated of [false, true]) {
      const { stdout, status } = await run([folder], {}, isolated);
      assert.deepEqual(stdout.split('\n'), [
        `${other}:18:45 error envoy/unknown-cluster Cluster 'ap' is not defined.`,
        '4 files checked: 1 error',
        '',
      ]);
      assert.equal(status, 1);
    }
  });

  it('uses its Envoy version unless the command line sets one', async () => {
    write('.envoy-sidecar.yaml', 'envoyVersion: 1.32\n');
    const file = write('envoy.yaml', 'static_resources: { listeners: [{ name: a, tcp_keepalive: {} }] }\n');
    const tooOld = /version-too-old/;
    assert.match((await run([file])).stdout, tooOld);
    assert.doesNotMatch((await run([file], { envoyVersion: '1.40' })).stdout, tooOld);
  });

  it('reports its mistakes, also above the given files', async () => {
    const project = write('.envoy-sidecar.yaml', 'ruls: {}\nenvoyVersion: latest\n');
    const file = write('a/envoy.yaml', envoyText());
    const { stdout, status } = await run([file]);
    assert.deepEqual(stdout.split('\n'), [
      `${project}:1:1 warning project/unknown-key Unknown key 'ruls'. Did you mean 'rules'?`,
      `${project}:2:15 error project/invalid-version 'latest' is not a valid Envoy version. Use a version such as 1.36 or 1.36.4.`,
      '1 file checked: 1 error, 1 warning',
      '',
    ]);
    assert.equal(status, 1);
  });

  it('does not apply one with a syntax error, and says so', async () => {
    write('.envoy-sidecar.yaml', `${off}ignore: [\n`);
    const { stdout, status } = await run([write('envoy.yaml', broken)]);
    assert.match(stdout, /error yaml\/syntax/);
    assert.match(stdout, /warning project\/not-applied/);
    assert.match(stdout, /error envoy\/unknown-cluster/);
    assert.equal(status, 1);
  });

  it('says that a named file is ignored', async () => {
    write('.envoy-sidecar.yaml', 'ignore: ["*.yaml"]\n');
    const file = write('envoy.yaml', broken);
    assert.deepEqual(await run([file]), {
      stdout: '0 files checked, nothing found\n',
      stderr: `${file} is not checked: a project file ignores it.\n`,
      status: 0,
    });
  });

  it('says that one cannot be read, which would not be noticed otherwise', async () => {
    const project = path.join(folder, '.envoy-sidecar.yaml');
    fs.writeFileSync(project, Buffer.from('# caf\u00e9\nignore: [a]\n', 'latin1'));
    const { stderr, status } = await run([write('a/envoy.yaml', envoyText())]);
    assert.equal(stderr, `${project} cannot be read: it is not valid UTF-8. Save it as UTF-8.\n`);
    assert.equal(status, 2);
  });

  it('can be checked itself', async () => {
    assert.deepEqual(await run([write('.envoy-sidecar.yaml', off)]), clean);
  });
});

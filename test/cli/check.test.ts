import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { envoyText, podText, serviceText } from '../lsp/sidecar.ts';
import { bundleCli } from './bundle-cli.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

describe('envoy-sidecar check @process', () => {
  const built = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-built-'));
  let cli: string;
  let folder: string;

  before(() => {
    cli = bundleCli(built);
  });

  after(() => fs.rmSync(built, { recursive: true, force: true }));

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-cli-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string | Buffer): string {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  function run(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  it('prints diagnostics as compilers do, sums up, and exits with 1 for an error', () => {
    const file = write('envoy.yaml', envoyText(9092, 'ap'));
    const { status, stdout } = run('check', file);
    assert.deepEqual(stdout.split('\n'), [
      `${file}:18:45 error envoy/unknown-cluster Cluster 'ap' is not defined.`,
      '1 file checked: 1 error',
      '',
    ]);
    assert.equal(status, 1);
  });

  it('prints JSON with positions from 0, and exits with 0 for warnings', () => {
    const pod = write('pod.yaml', podText(9093));
    const envoy = write('envoy.yaml', envoyText());
    write('service.yaml', serviceText());
    const { status, stdout } = run('check', '--format', 'json', folder);
    assert.equal(status, 0);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: Record<string, unknown>[] };
    const found = diagnostics.filter(({ code }) => code === 'workload/container-port-mismatch');
    assert.deepEqual(
      found.map(({ file, range, severity }) => ({ file, range, severity })),
      [
        { file: envoy, range: range(4, 56, 60), severity: 'warning' },
        { file: pod, range: range(13, 25, 29), severity: 'warning' },
      ],
    );
    assert.deepEqual(Object.keys(diagnostics[0] ?? {}), ['file', 'range', 'severity', 'code', 'message']);
  });

  const range = (line: number, from: number, to: number) => ({
    start: { line, character: from },
    end: { line, character: to },
  });

  it('looks at each file by itself with --isolated, and at named files together without', () => {
    const files = [write('pod.yaml', podText(9093)), write('envoy.yaml', envoyText())];
    assert.match(run('check', ...files).stdout, /container-port-mismatch/);
    assert.doesNotMatch(run('check', '--isolated', ...files).stdout, /container-port-mismatch/);
    assert.doesNotMatch(run('check', '--isolated', folder).stdout, /container-port-mismatch/);
  });

  it('keeps folders apart', () => {
    write('a/pod.yaml', podText(9093));
    write('b/envoy.yaml', envoyText());
    const { stdout } = run('check', path.join(folder, 'a'), path.join(folder, 'b'));
    assert.doesNotMatch(stdout, /container-port-mismatch/);
    assert.match(run('check', folder).stdout, /container-port-mismatch/);
  });

  it('takes a file that cannot be recognised for what --as says', () => {
    const file = write('part.yaml', `kind: Pod\nspec:\n  containers: 7\n`);
    const { status, stdout, stderr } = run('check', file);
    assert.deepEqual([status, stdout], [0, '0 files checked, nothing found\n']);
    assert.equal(
      stderr,
      `${file} is not checked: it is neither an Envoy config nor a Kubernetes manifest. Use --as to specify its type.\n`,
    );
    assert.match(run('check', '--as', 'envoy', file).stdout, /Unknown field 'kind' in Bootstrap/);
    assert.equal(run('check', '--as', 'nothing', file).status, 2);
  });

  it('takes a version of Envoy as people write it, and says what is wrong with any other', () => {
    const file = write('envoy.yaml', envoyText());
    for (const version of ['1.36', 'v1.36', '1.36.4', '1.31', '1.99'])
      assert.equal(run('check', '--envoy-version', version, file).status, 0, version);
    for (const version of ['', 'latest', '1', '1.x', 'v1.36-latest']) {
      const { status, stdout, stderr } = run('check', '--envoy-version', version, file);
      assert.deepEqual([status, stdout], [2, ''], version);
      assert.ok(
        stderr.startsWith(
          `--envoy-version must be a version such as 1.36 or 1.36.4, not '${version}'.\n\nenvoy-sidecar check `,
        ),
        stderr,
      );
    }
  });

  it('takes a version of Kubernetes, and says what is wrong with any other', () => {
    const file = write('pod.yaml', podText().replace('spec:\n', 'spec:\n  resources: {}\n'));
    for (const [version, status] of [
      ['1.31', 1],
      ['v1.32.1', 0],
      ['1.99', 0],
    ] as const)
      assert.equal(run('check', '--kubernetes-version', version, file).status, status, version);
    const { status, stderr } = run('check', '--kubernetes-version', 'newest', file);
    assert.equal(status, 2);
    assert.match(stderr, /^--kubernetes-version must be a version such as 1\.33, not 'newest'\.\n/);
  });

  it('exits with 2 and one clear sentence for wrong usage', () => {
    for (const args of [
      [],
      ['chek'],
      ['check'],
      ['check', '--formt', 'json', folder],
      ['check', '--format', 'xml', folder],
      ['lsp'],
      ['lsp', '--stdio', '--node-ipc'],
    ]) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /envoy-sidecar (check|lsp)/, args.join(' '));
      assert.doesNotMatch(stderr, /^ {4}at /m, args.join(' '));
    }
  });

  it('exits with 2 for input that cannot be read, after checking the rest', () => {
    const good = write('envoy.yaml', envoyText(9092, 'ap'));
    const { status, stdout, stderr } = run('check', path.join(folder, 'none.yaml'), good);
    assert.equal(status, 2);
    assert.match(stderr, /none\.yaml cannot be read: no such file or folder\./);
    assert.match(stdout, /unknown-cluster/);
  });

  it('survives what no one should give it', () => {
    write('binary.yaml', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)));
    write('empty.yaml', '');
    write('large.yaml', `static_resources: ${'x'.repeat(10_000_000)}`);
    write('deep.json', '['.repeat(50_000));
    fs.symlinkSync('.', path.join(folder, 'loop'));
    fs.symlinkSync('self.yaml', path.join(folder, 'self.yaml'));
    fs.symlinkSync('nowhere', path.join(folder, 'dangling.yaml'));
    const { status, stdout, stderr } = run('check', folder);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '0 files checked, nothing found\n');
    assert.equal(
      stderr,
      `${path.join(folder, 'large.yaml')} is not checked: it has 10000018 bytes. The limit is 5242880.\n`,
    );
  });

  it('prints its version and its help', () => {
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'server', 'package.json'), 'utf8'));
    assert.equal(run('--version').stdout, `${version}\n`);
    assert.match(run('--help').stdout, /check .*--isolated/);
    assert.match(run('check', '--help').stdout, /--as/);
  });
});

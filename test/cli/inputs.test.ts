import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { allRules } from '../../server/src/analysis/index.ts';
import { check } from '../../server/src/cli/check.ts';
import { envoyText } from '../lsp/sidecar.ts';

describe('check of input that cannot be read', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-input-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  function write(name: string, content: string | Buffer): string {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
    return file;
  }

  const run = (...paths: string[]) => check({ paths, format: 'text', isolated: false, color: false, options: {} });

  /** Runs as a user with limited permissions, unlike root. */
  async function asUser<T>(work: () => Promise<T>): Promise<T> {
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      return await work();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  }

  const broken = envoyText(9092, 'ap');
  const wrongCluster = /^\S+:18:45 error envoy\/unknown-cluster Cluster 'ap' is not defined\.$/m;

  const encodings: Readonly<Record<string, Buffer>> = {
    'UTF-8 with a byte order mark': Buffer.from(`\uFEFF${broken}`),
    'UTF-16 LE': Buffer.from(`\uFEFF${broken}`, 'utf16le'),
    'UTF-16 BE': Buffer.from(`\uFEFF${broken}`, 'utf16le').swap16(),
  };
  for (const [encoding, bytes] of Object.entries(encodings)) {
    it(`reads ${encoding} and gives places in the decoded text`, async () => {
      const { status, stdout } = await run(write('envoy.yaml', bytes));
      assert.match(stdout, wrongCluster);
      assert.equal(status, 1);
    });
  }

  it('reports a byte order mark in a JSON file, which Envoy does not accept', async () => {
    const text = '{"static_resources": {}}\n';
    for (const bytes of [Buffer.from(`\uFEFF${text}`), Buffer.from(`\uFEFF${text}`, 'utf16le')]) {
      const { status, stdout } = await run(write('envoy.json', bytes));
      assert.match(stdout, /envoy\.json:1:1 error yaml\/syntax Envoy cannot read a JSON file with a byte order mark/);
      assert.equal(status, 1);
    }
    assert.equal((await run(write('pod.json', `\uFEFF{"apiVersion": "v1", "kind": "Gadget"}`))).status, 0);
  });

  it('leaves a byte order mark out of the columns of the first line', async () => {
    const text = 'static_resources: { clusters: 7 }\n';
    const outputs = await Promise.all(
      [write('a/envoy.yaml', text), write('b/envoy.yaml', `\uFEFF${text}`)].map((file) => run(file)),
    );
    for (const { stdout } of outputs) assert.match(stdout, /envoy\.yaml:1:31 error envoy\/wrong-type /);
  });

  it('takes a lone carriage return for the end of a line', async () => {
    const { stdout } = await run(write('envoy.yaml', broken.replaceAll('\n', '\r')));
    assert.match(stdout, wrongCluster);
  });

  const undecodable: readonly (readonly [what: string, bytes: Buffer, reason: string])[] = [
    ['a NUL byte', Buffer.from(`${broken}# \0\n`), 'it contains NUL characters'],
    ['UTF-16 without a byte order mark', Buffer.from(broken, 'utf16le'), 'it contains NUL characters'],
    ['Latin-1', Buffer.from(`# caf\u00e9\n${broken}`, 'latin1'), 'it is not valid UTF-8'],
    ['UTF-32 LE', utf32(broken), 'it is UTF-32'],
    ['UTF-32 BE', utf32(broken).swap32(), 'it is UTF-32'],
    ['half a character of UTF-16', Buffer.from(`\uFEFF${broken}\uD800\n`, 'utf16le'), 'it is not valid UTF-16'],
  ];
  for (const [what, bytes, reason] of undecodable) {
    it(`says why ${what} cannot be read, named or found in a folder, and checks the rest`, async () => {
      const file = write('bad/envoy.yaml', bytes);
      write('bad/other.yaml', broken);
      for (const given of [[file, write('other.yaml', broken)], [path.dirname(file)]]) {
        const { status, stdout, stderr } = await run(...given);
        assert.equal(stderr, `${file} cannot be read: ${reason}. Save it as UTF-8.\n`);
        assert.match(stdout, wrongCluster);
        assert.equal(status, 2);
      }
    });
  }

  it('skips files of a folder that do not concern it, whatever their content is', async () => {
    write('data.json', Buffer.from([0xff, 0x00, 0x80, 0x22]));
    write('compose.yaml', 'services: {}\n');
    write('chart.yaml', '{{ if .Values.on }}\na: 1\n{{ end }}\n');
    assert.deepEqual(await run(folder), { stdout: '0 files checked, nothing found\n', stderr: '', status: 0 });
  });

  it('says that a named file is too large, and notes that one is a template', async () => {
    const template = write('pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata:\n{{ .Values.metadata }}\n');
    const large = write('envoy.yaml', `static_resources: ${'x'.repeat(5_242_880)}`);
    const { status, stderr } = await run(template, large);
    assert.equal(status, 2);
    assert.deepEqual(stderr.split('\n'), [
      `${large} is not checked: it has 5242898 bytes. The limit is 5242880.`,
      `${template} is not checked: it is a template.`,
      '',
    ]);
  });

  it('names a file and a folder that the user may not read, and checks the rest', async () => {
    const file = write('secret.yaml', broken);
    const below = path.dirname(write('locked/envoy.yaml', broken));
    write('envoy.yaml', broken);
    fs.chmodSync(folder, 0o755);
    fs.chmodSync(file, 0);
    fs.chmodSync(below, 0);
    const { status, stdout, stderr } = await asUser(() => run(folder));
    fs.chmodSync(below, 0o700);
    assert.equal(status, 2);
    assert.match(stdout, wrongCluster);
    assert.deepEqual(stderr.split('\n'), [
      `${below} cannot be read: permission denied.`,
      `${file} cannot be read: permission denied.`,
      '',
    ]);
  });

  for (const field of ['resources: ["a\\uD800.yaml"]', 'patches: [{ path: "\\uDC00" }]'])
    it(`says that a kustomization names a file that cannot exist (${field}), and checks the rest`, async () => {
      const file = write('kustomization.yaml', `${field}\n`);
      write('envoy.yaml', broken);
      const { status, stdout, stderr } = await run(folder);
      assert.match(stderr, /^\S+kustomization\.yaml names a file that cannot exist: 'a?\\uD[8C]00(\.yaml)?'\.\n$/);
      assert.ok(stderr.startsWith(file));
      assert.match(stdout, wrongCluster);
      assert.equal(status, 2);
    });

  it('escapes what would act on a terminal, also in file names', async () => {
    const name = 'a\n\u001B[2J\u202Eb.yaml';
    const key = '"\\e]0;x\\a\\u202E\\u2028\\nfile.yaml:1:1 error fake/line injected"';
    const file = write(name, `static_resources:\n  clusters:\n  - name: a\n    ${key}: 1\n`);
    const shown = path.join(folder, 'a\\n\\u001B[2J\\u202Eb.yaml');
    assert.deepEqual(await run(file, path.join(folder, 'no\r.yaml')), {
      stdout: `${shown}:4:5 error envoy/unknown-field Unknown field '\\u001B]0;x\\u0007\\u202E\\u2028\\nfile.yaml:1:1 error fake/line injected' in Cluster.\n1 file checked: 1 error\n`,
      stderr: `${path.join(folder, 'no\\r.yaml')} cannot be read: no such file or folder.\n`,
      status: 2,
    });
  });

  it('gives values and file names as they are in JSON', async () => {
    const key = `a\u202E${'x'.repeat(1000)}`;
    const file = write('a\nb.yaml', `static_resources:\n  clusters:\n  - name: a\n    "${key}": 1\n`);
    const { stdout } = await check({ paths: [file], format: 'json', isolated: false, color: false, options: {} });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { file: string; message: string }[] };
    assert.deepEqual(
      diagnostics.map((one) => [one.file, one.message]),
      [[file, `Unknown field '${key}' in Cluster.`]],
    );
  });

  it('shortens long values', async () => {
    const { stdout } = await run(
      write('envoy.yaml', `static_resources:\n  clusters:\n  - name: a\n    ${'x'.repeat(900)}y: 1\n`),
    );
    assert.match(stdout, /Unknown field 'x{100}…x{99}y' in Cluster\.$/m);
  });

  describe('that makes a rule fail, which is a bug', () => {
    const rule = allRules.find(({ code }) => code === 'envoy/unused-cluster');
    const sound = rule && 'check' in rule ? rule.check : undefined;

    beforeEach(() => {
      assert.ok(rule);
      Object.assign(rule, {
        check() {
          throw new RangeError('planted');
        },
      });
    });

    afterEach(() => {
      if (rule) Object.assign(rule, { check: sound });
    });

    it('names the file in one sentence, and gives what the other rules find', async () => {
      const file = write('envoy.yaml', broken);
      const { status, stdout, stderr } = await run(file);
      assert.equal(stderr, `${file} is not fully checked because of a bug in Envoy Sidecar (planted).\n`);
      assert.match(stdout, wrongCluster);
      assert.equal(status, 2);
    });
  });
});

/** With a byte order mark, little-endian. */
function utf32(text: string): Buffer {
  return Buffer.from(Uint32Array.from([...`\uFEFF${text}`], (character) => character.codePointAt(0) ?? 0).buffer);
}

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fieldDocsVersion } from '../../scripts/field-docs.mjs';

const script = path.resolve(import.meta.dirname, '..', '..', 'scripts', 'field-docs.mjs');

describe('packaging the descriptions of fields, without Go @process', () => {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'field-docs-'));
  const [cache, built] = [path.join(temporary, 'cache'), path.join(temporary, 'dist')];
  beforeEach(() => {
    fs.mkdirSync(built, { recursive: true });
    fs.writeFileSync(path.join(built, 'field-docs.json.br'), 'of an older package');
  });
  afterEach(() => fs.rmSync(temporary, { recursive: true }));

  function addFieldDocs(env: Record<string, string> = {}): { status: number | null; stdout: string; stderr: string } {
    // On this PATH is nothing at all.
    const clean = { PATH: path.join(temporary, 'bin'), ENVOY_SIDECAR_CACHE: cache, ...env };
    return spawnSync(process.execPath, [script, built], { env: clean, encoding: 'utf8' });
  }

  it('says in one line that the package goes without them, and leaves no old ones in it', () => {
    const { status, stdout, stderr } = addFieldDocs();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^The package does not contain the descriptions of fields, .*: Go is not installed\.\n$/);
    assert.deepEqual(fs.readdirSync(built), []);
  });

  it('fails if they are required', () => {
    const { status, stdout, stderr } = addFieldDocs({ REQUIRE_FIELD_DOCS: '1' });
    assert.equal(status, 1);
    assert.match(stderr, /^REQUIRE_FIELD_DOCS=1 requires .*: Go is not installed\.\n$/);
    assert.equal(stdout, '');
  });

  it('takes those that were made before', () => {
    const made = path.join(cache, fieldDocsVersion());
    fs.mkdirSync(made, { recursive: true });
    for (const file of ['field-docs.json.br', 'field-docs-notices.txt']) fs.writeFileSync(path.join(made, file), file);
    const { status, stdout, stderr } = addFieldDocs({ REQUIRE_FIELD_DOCS: '1' });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /field-docs\.json\.br: 1 KiB\n$/);
    assert.deepEqual(fs.readdirSync(built).sort(), ['field-docs-notices.txt', 'field-docs.json.br']);
    assert.equal(fs.readFileSync(path.join(built, 'field-docs.json.br'), 'utf8'), 'field-docs.json.br');
  });
});

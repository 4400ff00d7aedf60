import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { createFieldDocumentation, type FieldDocs } from '../../server/src/lsp/field-documentation.ts';

const docs: FieldDocs = {
  modules: ['example.com/api v1.0.0'],
  texts: {
    'a.v3.Door': { '': 'A door.', width: 'In cm.' },
    'a.v3.Door.Kind': { '': 'What it is of.', GLASS: 'Breaks.' },
  },
};

describe('field documentation', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'field-documentation-'));
  const file = path.join(folder, 'field-docs.json.br');
  afterEach(() => fs.rmSync(file, { force: true }));
  after(() => fs.rmSync(folder, { recursive: true }));

  function opened(content?: string | Buffer): ReturnType<typeof createFieldDocumentation> & { logged: string[] } {
    if (content !== undefined) fs.writeFileSync(file, content);
    const logged: string[] = [];
    return { ...createFieldDocumentation((line) => logged.push(line), file), logged };
  }

  it('describes messages, fields, enums and their values', () => {
    const { fieldDocumentation, enumValueDocumentation, logged } = opened(brotliCompressSync(JSON.stringify(docs)));
    assert.equal(fieldDocumentation('a.v3.Door'), 'A door.');
    assert.equal(fieldDocumentation('a.v3.Door', 'width'), 'In cm.');
    assert.equal(fieldDocumentation('a.v3.Door.Kind'), 'What it is of.');
    assert.equal(enumValueDocumentation('a.v3.Door.Kind', 'GLASS'), 'Breaks.');
    assert.deepEqual(logged, []);
  });

  it('has nothing for what is not described', () => {
    const { fieldDocumentation, enumValueDocumentation } = opened(brotliCompressSync(JSON.stringify(docs)));
    assert.equal(fieldDocumentation('a.v3.Door', 'height'), undefined);
    assert.equal(fieldDocumentation('a.v3.Door', 'constructor'), undefined);
    assert.equal(fieldDocumentation('constructor', 'name'), undefined);
    assert.equal(enumValueDocumentation('a.v3.Door.Kind', 'WOOD'), undefined);
  });

  it('is read at the first question, once', () => {
    const { fieldDocumentation } = opened();
    fs.writeFileSync(file, brotliCompressSync(JSON.stringify(docs)));
    assert.equal(fieldDocumentation('a.v3.Door'), 'A door.');
    fs.rmSync(file);
    assert.equal(fieldDocumentation('a.v3.Door'), 'A door.');
  });

  it('has nothing if the file is missing, and logs it once', () => {
    const { fieldDocumentation, logged } = opened();
    assert.equal(fieldDocumentation('a.v3.Door'), undefined);
    assert.equal(fieldDocumentation('a.v3.Door', 'width'), undefined);
    assert.equal(logged.length, 1);
    assert.match(logged[0] ?? '', /packaged extension contains: ENOENT/);
  });

  it('has nothing if the file is damaged, and logs it once', () => {
    const whole = brotliCompressSync(JSON.stringify(docs));
    for (const content of [
      'not brotli',
      whole.subarray(0, 20),
      brotliCompressSync('[1]'),
      brotliCompressSync('null'),
    ]) {
      const { fieldDocumentation, enumValueDocumentation, logged } = opened(content);
      assert.equal(fieldDocumentation('a.v3.Door'), undefined);
      assert.equal(enumValueDocumentation('a.v3.Door.Kind', 'GLASS'), undefined);
      assert.equal(logged.length, 1, String(content));
    }
  });
});

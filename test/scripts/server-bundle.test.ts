import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { serverBundle } from '../../scripts/server-bundle.mjs';

describe('the bundle of the server', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-bundle-'));

  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('runs the parser of Lua with the first script, not at the start', async () => {
    const outfile = path.join(folder, 'lua-error.mjs');
    const source = path.resolve(import.meta.dirname, '..', '..', 'server', 'src', 'analysis', 'envoy', 'lua-error.ts');
    await build({ ...serverBundle, minify: false, entryPoints: [source], outfile });
    const [call = '', ...others] = fs.readFileSync(outfile, 'utf8').match(/.*require_luaparse\(\).*/g) ?? [];
    assert.match(call, /parse: \(\.\.\.args\) => require_luaparse\(\)\.parse\(\.\.\.args\)/);
    assert.deepEqual(others, []);
    const { luaError } = (await import(
      pathToFileURL(outfile).href
    )) as typeof import('../../server/src/analysis/envoy/lua-error.ts');
    assert.equal(luaError('local a = 1'), undefined);
    assert.ok(luaError('local a ='));
  });
});

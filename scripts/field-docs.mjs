#!/usr/bin/env node
// Puts the descriptions of fields next to the server's bundle: `field-docs.mjs [FOLDER]`. They are those in the sources of
// the Go modules of Envoy's and Kubernetes' APIs and no part of the repository. What was made once is kept in the cache.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { facts } from '../schemas/envoy/facts.js';
import { cacheFolder, installOnce } from './cache.mjs';
import { capture, main, Stop } from './run-command.mjs';
import { root } from './set-up.mjs';

const files = ['field-docs.json.br', 'field-docs-notices.txt'];
const besideBundle = path.join(root, 'server', 'dist');
/** The folders with what makes them and with the facts, and which files there. */
const sources = {
  'schemas/generate': /\.ts$/,
  'schemas/generate/envoy': /./,
  'schemas/generate/kubernetes': /./,
  'schemas/envoy': /^facts\.js$/,
  'schemas/kubernetes': /\.json$/,
};
const [module] = facts().source.modules;

/**
 * For packages: makes the descriptions where the cache lacks them, and says in one line what became of it. Without Go or
 * without the module a package goes without them, unless `REQUIRE_FIELD_DOCS=1` says that this one must not.
 */
export async function addFieldDocs(folder = besideBundle) {
  const reason = await fillCache();
  if (reason === undefined) {
    process.stdout.write(`${sizeOf(placeFieldDocs(folder))}\n`);
    return;
  }
  placeFieldDocs(folder);
  const sentence = `The package goes without the descriptions of fields, which come from the Go modules of Envoy and Kubernetes: ${reason}`;
  if (process.env.REQUIRE_FIELD_DOCS === '1') {
    throw new Stop(`REQUIRE_FIELD_DOCS=1 asks for the descriptions of fields, and there are none: ${reason}`);
  }
  process.stdout.write(`${sentence}\n`);
}

/** Copies the descriptions out of the cache, else removes older ones. Returns the path of the copy where there is one. */
export function placeFieldDocs(folder = besideBundle) {
  const cached = cacheFolder(fieldDocsVersion());
  fs.mkdirSync(folder, { recursive: true });
  for (const file of files) {
    fs.rmSync(path.join(folder, file), { force: true });
    if (fs.existsSync(cached)) fs.copyFileSync(path.join(cached, file), path.join(folder, file));
  }
  return fs.existsSync(cached) ? path.join(folder, files[0]) : undefined;
}

/** The name of their folder in the cache: the module's version, and a hash of the facts and of what makes them. */
export function fieldDocsVersion() {
  const hash = createHash('sha256');
  for (const [folder, names] of Object.entries(sources)) {
    for (const name of fs.readdirSync(path.join(root, folder)).sort()) {
      if (names.test(name)) hash.update(name).update(fs.readFileSync(path.join(root, folder, name)));
    }
  }
  return `field-docs-${module.version}-${hash.digest('hex').slice(0, 12)}`;
}

/** Why they cannot be had; undefined where they are in the cache now. */
async function fillCache() {
  if (fs.existsSync(cacheFolder(fieldDocsVersion()))) return undefined;
  if (capture('go', ['version']).status !== 0) return 'Go is not installed here.';
  try {
    await installOnce(fieldDocsVersion(), async (building) => {
      const script = path.join(root, 'schemas', 'generate', 'write-field-docs.ts');
      const options = { cwd: root, timeout: 120_000 };
      const { status, stderr } = capture(process.execPath, ['--import=tsx', script, building], options);
      if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) || 'Go did not answer within two minutes');
    });
    return undefined;
  } catch (error) {
    return `they could not be read (${error.message}).`;
  }
}

function sizeOf(file) {
  return `${path.relative(root, file).split(path.sep).join('/')}: ${Math.ceil(fs.statSync(file).size / 1024)} KiB`;
}

if (process.argv[1] === path.join(root, 'scripts', 'field-docs.mjs')) {
  await main(() => addFieldDocs(process.argv[2] === undefined ? undefined : path.resolve(process.argv[2])));
}

#!/usr/bin/env node
// @ts-check
// `field-docs.mjs [FOLDER]` puts the descriptions of fields beside the server's bundle. They come from the sources of the Go
// modules of Envoy's and Kubernetes' APIs and are not part of the repository. They are kept in the cache.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { facts } from '../schemas/envoy/facts.js';
import { cacheFolder, installOnce } from './cache.mjs';
import { capture, main, messageOf, Stop } from './run-command.mjs';
import { root } from './set-up.mjs';

const fieldDocs = 'field-docs.json.br';
const files = [fieldDocs, 'field-docs-notices.txt'];
const besideBundle = path.join(root, 'server', 'dist');
/** The folders with what makes them and with the facts, and which files there. */
const sources = {
  'schemas/generate': /\.ts$/,
  'schemas/generate/envoy': /./,
  'schemas/generate/kubernetes': /./,
  'schemas/envoy': /^facts\.js$/,
  'schemas/kubernetes': /\.json$/,
};
const [module = { module: '', version: '' }] = facts().source.modules;

/**
 * For packages: generates the descriptions if they are not in the cache, and prints the result in one line. Without Go or the
 * module, the package does not contain them; this is an error if `REQUIRE_FIELD_DOCS=1`.
 * @param {string} [folder]
 */
export async function addFieldDocs(folder = besideBundle) {
  const reason = await fillCache();
  const placed = placeFieldDocs(folder);
  if (placed !== undefined) process.stdout.write(`${sizeOf(placed)}\n`);
  else if (process.env.REQUIRE_FIELD_DOCS === '1') {
    throw new Stop(`REQUIRE_FIELD_DOCS=1 requires the descriptions of fields, but there are none: ${reason}`);
  } else {
    process.stdout.write(
      `The package does not contain the descriptions of fields, which come from the Go modules of Envoy and Kubernetes: ${reason}\n`,
    );
  }
}

/**
 * Copies the descriptions from the cache; if they are not there, removes older ones.
 * @param {string} [folder]
 * @returns the path of the copy, if there is one
 */
export function placeFieldDocs(folder = besideBundle) {
  const cached = cacheFolder(fieldDocsVersion());
  fs.mkdirSync(folder, { recursive: true });
  for (const file of files) {
    fs.rmSync(path.join(folder, file), { force: true });
    if (fs.existsSync(cached)) fs.copyFileSync(path.join(cached, file), path.join(folder, file));
  }
  return fs.existsSync(cached) ? path.join(folder, fieldDocs) : undefined;
}

/** The name of their folder in the cache: the version of the module, and a hash of the facts and of the generator. */
export function fieldDocsVersion() {
  const hash = createHash('sha256');
  for (const [folder, names] of Object.entries(sources)) {
    for (const name of fs.readdirSync(path.join(root, folder)).sort()) {
      if (names.test(name)) hash.update(name).update(fs.readFileSync(path.join(root, folder, name)));
    }
  }
  return `field-docs-${module.version}-${hash.digest('hex').slice(0, 12)}`;
}

/** @returns why there are no descriptions; undefined if they are in the cache now */
async function fillCache() {
  if (fs.existsSync(cacheFolder(fieldDocsVersion()))) return undefined;
  if (capture('go', ['version']).status !== 0) return 'Go is not installed.';
  try {
    await installOnce(fieldDocsVersion(), async (building) => {
      const script = path.join(root, 'schemas', 'generate', 'write-field-docs.ts');
      const options = { cwd: root, timeout: 120_000 };
      const { status, stderr } = capture(process.execPath, ['--import=tsx', script, building], options);
      if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) || 'Go did not answer within two minutes');
    });
    return undefined;
  } catch (error) {
    return `they could not be read (${messageOf(error)}).`;
  }
}

/** @param {string} file */
function sizeOf(file) {
  return `${path.relative(root, file).split(path.sep).join('/')}: ${Math.ceil(fs.statSync(file).size / 1024)} KiB`;
}

if (process.argv[1] === path.join(root, 'scripts', 'field-docs.mjs')) {
  await main(() => addFieldDocs(process.argv[2] === undefined ? undefined : path.resolve(process.argv[2])));
}

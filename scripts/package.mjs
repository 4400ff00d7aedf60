#!/usr/bin/env node
// @ts-check
// Packages the built extension as envoy-sidecar-VERSION.vsix and checks its size. Build first (`npm run build`).
import fs from 'node:fs';
import path from 'node:path';
import { addFieldDocs } from './field-docs.mjs';
import { packedFiles, packedReadme, vsce } from './packed-readme.mjs';
import { main, run, Stop } from './run-command.mjs';
import { root } from './set-up.mjs';
import { newerNode } from './with-node24.mjs';

const limit = 3_000_000;

/** Packages the VSIX and returns its path. */
export async function packageExtension() {
  const manifest = readManifest();
  for (const built of [manifest.main, 'client/dist/kube-cluster.cjs', 'server/dist/cli.js']) {
    if (!fs.existsSync(path.join(root, built))) throw new Stop(`${built} is missing: run npm run build first.`);
  }
  await addFieldDocs();
  const vsix = packedExtension();
  const readme = path.join('client', 'dist', 'readme.md');
  const text = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  fs.writeFileSync(path.join(root, readme), packedReadme(text, await packedFiles()));
  // package.json has no repository, so links and pictures stay relative, and the files that they name are packed.
  const switches = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  switches.push('--readme-path', readme, '--out', vsix);
  if ((await run(await newerNode(), [vsce, 'package', ...switches], { cwd: root })) !== 0) {
    throw new Stop('The VSIX could not be packaged; see the message above.');
  }
  const { size } = fs.statSync(vsix);
  process.stdout.write(`${path.basename(vsix)}: ${(size / 1_000_000).toFixed(2)} MB\n`);
  if (size >= limit)
    throw new Stop(`The VSIX has ${size} bytes; ${limit} is the limit. See what went in: unzip -lv ${vsix}`);
  return vsix;
}

/** The path of the VSIX of this version. */
export function packedExtension() {
  const { name, version } = readManifest();
  return path.join(root, `${name}-${version}.vsix`);
}

/** @returns {{ readonly name: string, readonly version: string, readonly main: string }} */
function readManifest() {
  return JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
}

if (process.argv[1] === path.join(root, 'scripts', 'package.mjs')) {
  await main(async () => {
    await packageExtension();
  });
}

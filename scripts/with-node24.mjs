#!/usr/bin/env node
// @ts-check
// `node scripts/with-node24.mjs SCRIPT ARGUMENTS…` runs a script with a Node that is new enough for @vscode/vsce,
// @vscode/test-electron, dependency-cruiser and VS Code's server; Node 20 is not. The extension host requires 22.19 because
// @kubernetes/client-node does.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installOnce } from './cache.mjs';
import { main, npm, run, Stop } from './run-command.mjs';

const version = '24.21.0';

/** A Node that is new enough: this one, or Node 24 from the npm package for this platform, which is downloaded once. */
export async function newerNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major >= 24 || (major === 22 && minor >= 19)) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = await installOnce(`node-${version}`, async (building) => {
    process.stderr.write(`Downloading Node ${version} from npm (once; this is Node ${process.versions.node})\n`);
    fs.writeFileSync(path.join(building, 'package.json'), '{"private":true}\n');
    const status = await npm(['install', '--ignore-scripts', `${name}@${version}`], { cwd: building });
    if (status !== 0) {
      throw new Stop(
        `Node ${version} could not be downloaded from npm for ${process.platform} ${process.arch}. Install Node 24 and try again.`,
      );
    }
  });
  return path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * The folder with the headers of `newerNode()`, for native modules; undefined if it is the running Node.
 * @param {string} node
 */
export function nodeHeaders(node) {
  return node === process.execPath ? undefined : path.dirname(path.dirname(node));
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main(async () => run(await newerNode(), process.argv.slice(2)));
}

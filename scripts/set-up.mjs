// @ts-check
// What every script needs before it starts: a Node that is new enough and the npm packages. Imports only modules of Node.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, Stop } from './run-command.mjs';

/** The repository's folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Checks the Node version and runs `npm ci` if the packages are missing or older than the lock file. */
export async function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Stop(
      `This requires Node 20.19 or newer; it runs on ${process.versions.node}. Install a newer Node and try again.`,
    );
  }
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  const lock = path.join(root, 'package-lock.json');
  if (fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs) return;
  process.stderr.write('Installing the npm packages\n');
  if ((await npm(['ci'], { cwd: root })) !== 0) {
    throw new Stop('npm ci failed; see the message above. It needs the npm registry.');
  }
  // On some systems npm keeps the time of the package's archive, but the time of the installation is needed.
  fs.utimesSync(installed, new Date(), new Date());
}

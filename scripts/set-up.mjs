// What every script needs before it can start: the right Node and the npm packages. Uses Node's own modules only.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, Stop } from './run-command.mjs';

/** The repository's folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Checks the Node version and runs `npm ci` where the packages are absent or older than the lock file. */
export async function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Stop(
      `This needs Node 20.19 or newer and runs on ${process.versions.node}: install a newer Node and try again.`,
    );
  }
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  const lock = path.join(root, 'package-lock.json');
  if (fs.existsSync(installed) && fs.statSync(installed).mtimeMs >= fs.statSync(lock).mtimeMs) return;
  process.stderr.write('Installing the npm packages\n');
  if ((await npm(['ci'], { cwd: root })) !== 0) {
    throw new Stop("npm ci failed; npm's own message stands above. It needs the npm registry.");
  }
  // npm leaves the time of the packages' own archive on some systems; what counts is when they were installed.
  fs.utimesSync(installed, new Date(), new Date());
}

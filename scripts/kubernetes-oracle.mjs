// @ts-check
// The API server's own validation as a program, which is built once for each state of its sources.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, installOnce } from './cache.mjs';
import { capture, run } from './run-command.mjs';
import { root } from './set-up.mjs';

const sources = path.join(root, 'test', 'kubernetes-oracle', 'server');

/**
 * Compares `check` with the program and leaves counts. Where the program cannot be built, it says why and counts one as skipped.
 * @param {string} counts the file for the counts
 * @param {readonly string[]} options those of the comparison
 */
export async function compareWithServer(counts, options) {
  const server = await buildServer();
  if (!server) {
    fs.writeFileSync(counts, JSON.stringify({ passed: 0, failed: 0, skipped: 1 }));
    return 0;
  }
  const comparison = path.join(root, 'test', 'kubernetes-oracle', 'agreement.ts');
  return run(process.execPath, ['--import=tsx', comparison, '--server', server, ...options], {
    cwd: root,
    env: { ...process.env, TEST_COUNTS: counts },
  });
}

const program = process.platform === 'win32' ? 'server.exe' : 'server';

/** The path of the program if it has been built. */
export function builtServer() {
  const file = path.join(cacheFolder(folderOfServer()), program);
  return fs.existsSync(file) ? file : undefined;
}

/** The path of the program; undefined without Go or its module proxy. */
export async function buildServer() {
  if (capture('go', ['version']).status !== 0) {
    process.stdout.write('Nothing was compared with Kubernetes: Go is not installed here.\n');
    return undefined;
  }
  try {
    const folder = await installOnce(folderOfServer(), async (building) => {
      process.stderr.write("Building the API server's validation (once, some minutes)\n");
      const { status, stderr } = capture('go', ['build', '-o', path.join(building, program), '.'], { cwd: sources });
      if (status !== 0) throw new Error(stderr);
    });
    return path.join(folder, program);
  } catch (error) {
    process.stdout.write(
      `Nothing was compared with Kubernetes: its modules could not be built.\n${error instanceof Error ? error.message : error}\n`,
    );
    return undefined;
  }
}

function folderOfServer() {
  const hash = createHash('sha256');
  for (const file of fs.readdirSync(sources).sort())
    hash.update(file).update(fs.readFileSync(path.join(sources, file)));
  return `kubernetes-oracle-${hash.digest('hex').slice(0, 16)}`;
}

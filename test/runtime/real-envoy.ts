import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** An Envoy that serves on loopback. */
export interface RunningEnvoy {
  /** The port of a listener, by its name. */
  readonly port: (listener: string) => number;
  /** The folder of its files: `FOLDER` in the config. */
  readonly folder: string;
  readonly read: (file: string) => string;
  readonly log: () => string;
  readonly stat: (name: string) => Promise<number>;
}

/** A config as values, or as the text of a YAML file. */
export type Config = object | string;

/** The file of a config, and its text. */
export const textOf = (config: Config): readonly [name: string, text: string] =>
  typeof config === 'string' ? ['envoy.yaml', config] : ['envoy.json', JSON.stringify(config, undefined, 1)];

/** On loopback, at a port that the system chooses. */
export const admin = { address: { socket_address: { address: '127.0.0.1', port_value: 0 } } };

/**
 * Runs the real Envoy with a config while `use` asks it. Listeners have port 0; the word FOLDER in texts becomes the folder of the
 * files. A text has its own `admin`. It is ended in any case.
 */
export async function withEnvoy<T>(
  envoy: string,
  config: Config,
  files: Readonly<Record<string, string>>,
  use: (running: RunningEnvoy) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'run-envoy-'));
  const placed = (text: string): string => text.replaceAll('FOLDER', folder);
  const write = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), placed(text));
    return path.join(folder, name);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const output = openSync(path.join(folder, 'log'), 'w');
  const child = spawn(
    envoy,
    [
      ...['-c', write(...textOf(typeof config === 'string' ? config : { admin, ...config }))],
      ...['--admin-address-path', path.join(folder, 'admin'), '--use-dynamic-base-id', '--concurrency', '1'],
      ...['-l', 'warning', '--file-flush-interval-msec', '50'],
    ],
    { cwd: folder, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  const log = (): string => readFileSync(path.join(folder, 'log'), 'utf8');
  try {
    const ports = await started(child, folder, log);
    return await use({
      port: (name) => ports.get(name) ?? assertNever(`no listener ${name}: ${log()}`),
      folder,
      read: (file) => readFileSync(path.join(folder, file), 'utf8'),
      log,
      stat: async (name) => {
        const text = (await get(ports.get('admin') ?? 0, `/stats?filter=${encodeURIComponent(`^${name}$`)}`)).body;
        return Number(text.split(': ')[1] ?? Number.NaN);
      },
    });
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGKILL')) await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

const assertNever = (why: string): never => {
  throw new Error(why);
};

/** The ports of the listeners and of the admin, once Envoy is live. */
async function started(child: ChildProcess, folder: string, log: () => string): Promise<ReadonlyMap<string, number>> {
  const addressFile = path.join(folder, 'admin');
  for (let left = 200; left > 0; left--) {
    if (child.exitCode !== null) throw new Error(`Envoy has ended: ${log()}`);
    const port = existsSync(addressFile) ? Number(readFileSync(addressFile, 'utf8').split(':').at(-1)) : 0;
    const ready = port > 0 ? await get(port, '/ready').catch(() => undefined) : undefined;
    if (ready?.status === 200) {
      const lines = (await get(port, '/listeners')).body.trim().split('\n');
      const ports = lines.map((line) => [line.split('::')[0] ?? '', Number(line.split(':').at(-1))] as const);
      return new Map([['admin', port], ...ports]);
    }
    await wait(50);
  }
  throw new Error(`Envoy is not ready: ${log()}`);
}

/** An answer; status 0 where the connection was closed without one. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: http.IncomingHttpHeaders;
}

/** Asks a server on loopback; the connection is not used again. */
export const get = (
  port: number,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path: target, headers, method, agent: false, timeout: 10_000 },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
      },
    );
    request.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve({ status: 0, body: '', headers: {} }) : reject(error),
    );
    request.end();
  });

/** An upstream server for Envoy, which is stopped after `use`. */
export async function withServer<T>(answer: http.RequestListener, use: (port: number) => Promise<T>): Promise<T> {
  const server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    return await use(typeof address === 'object' && address ? address.port : 0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

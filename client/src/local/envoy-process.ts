import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWatchdog } from './run-watchdog.ts';

export interface EnvoyStart {
  readonly envoyPath: string;
  readonly configText: string;
  readonly format: 'yaml' | 'json';
  /** The port of the admin interface on 127.0.0.1, regardless of the config. */
  readonly adminPort: number;
  /** Name of the access log that the config writes into the folder of the run. */
  readonly accessLog: string;
  /** Gives Envoy an empty file if the config names another source of listeners (LDS). */
  readonly leavesOutListeners: boolean;
}

export interface EnvoyExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started. */
  readonly startError?: string;
}

/** A running Envoy and its temporary folder. `stop` and `kill` remove both. */
export interface EnvoyProcess {
  /** 0 if it could not be started. */
  readonly pid: number;
  /** Resolves when Envoy has ended for any reason. */
  readonly exited: Promise<EnvoyExit>;
  /** The last part of its output, including access logs to /dev/stdout. */
  readLog(): Promise<string>;
  /** The last part of the access log. Empty if there is none. */
  readAccessLog(): Promise<string>;
  /** Terminates Envoy, kills it after two seconds, and removes the temporary folder. */
  stop(): Promise<void>;
  /** Kills Envoy without waiting, for when the program itself ends. */
  kill(): void;
}

/**
 * Starts Envoy with a copy of the config that only this user can read. Rejects only if the temporary folder cannot be
 * written.
 */
export async function startEnvoy(start: EnvoyStart): Promise<EnvoyProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'envoy-sidecar-'));
  const configFile = join(folder, `envoy.${start.format}`);
  const logFile = join(folder, 'envoy.log');
  await writeFile(configFile, start.configText, { mode: 0o600 });
  const watchdog = startWatchdog(folder);
  await writeFile(join(folder, noListenersFile), JSON.stringify({ resources: [] }), { mode: 0o600 });
  const child = spawnEnvoy(start, folder, configFile, logFile);
  if (child.pid !== undefined) watchdog.guard(child.pid);
  const exited = exitOf(child);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    endProcess(child, 'SIGTERM');
    const insist = setTimeout(() => endProcess(child, 'SIGKILL'), 2000);
    await exited;
    clearTimeout(insist);
    // If `envoy` is a wrapper script, its child may keep running after it.
    endProcess(child, 'SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    watchdog.dismiss();
  };
  return {
    pid: child.pid ?? 0,
    exited,
    readLog: () => readEnd(logFile),
    readAccessLog: () => readEnd(join(folder, start.accessLog)),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
    kill: () => {
      endProcess(child, 'SIGKILL');
      // The end is no longer awaited, and Windows does not delete open files. The watchdog does the rest.
      watchdog.takeOver();
    },
  };
}

const noListenersFile = 'no-listeners.json';

/** The config that Envoy merges into the user's. Only the last kind of source for listeners is used. */
function overrides({ adminPort, leavesOutListeners }: EnvoyStart, folder: string): object {
  const address = { socket_address: { address: '127.0.0.1', port_value: adminPort } };
  const path_config_source = { path: join(folder, noListenersFile) };
  return {
    admin: { address },
    ...(leavesOutListeners && {
      dynamic_resources: { lds_config: { resource_api_version: 'V3', path_config_source } },
    }),
  };
}

function spawnEnvoy(start: EnvoyStart, folder: string, configFile: string, logFile: string): ChildProcess {
  const args = ['-c', configFile, '--config-yaml', JSON.stringify(overrides(start, folder))];
  // Hot restart would require shared memory and a socket with a fixed name, but a local run does not use it.
  args.push('--disable-hot-restart', '--concurrency', '1', '--log-level', 'warning');
  // Access logs are written every ten seconds by default.
  args.push('--file-flush-interval-msec', '50');
  // A file instead of a pipe: Node's pipes are sockets, which Envoy cannot open as /dev/stdout for access logs.
  const log = openSync(logFile, 'a', 0o600);
  try {
    const options = { cwd: folder, windowsHide: true, detached: process.platform !== 'win32' };
    return spawn(start.envoyPath, args, { ...options, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
}

function exitOf(child: ChildProcess): Promise<EnvoyExit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, startError: error.message }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** Kills the process and its children: on POSIX its process group, on Windows its tree with `taskkill /T`. */
function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    if (child.exitCode !== null) return;
    const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    const killer = spawn(taskkill, ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    killer.on('error', () => child.kill());
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}

const longestLog = 256 * 1024;

async function readEnd(file: string): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - longestLog);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

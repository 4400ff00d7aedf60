import { type ChildProcess, spawn } from 'node:child_process';

/** Ends a local run if the program that started it ends without doing so. */
export interface RunWatchdog {
  /** Sets the process to end. */
  guard(pid: number): void;
  /** The run has ended and is cleaned up, so the watchdog ends too. */
  dismiss(): void;
  /** Makes the watchdog end the run now. */
  takeOver(): void;
}

/**
 * Starts a small process that waits until its input closes, which the operating system does even if this program is
 * killed. Then it ends the guarded process and removes `folder`. If it cannot start, the run continues without it.
 */
export function startWatchdog(folder: string): RunWatchdog {
  const child = spawn(process.execPath, ['-e', watchdogProgram], {
    // Inside VS Code the executable is Electron, which acts as Node with this variable.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    stdio: ['pipe', 'ignore', 'ignore'],
    // A separate session, so that Ctrl+C in the terminal of this program does not end it first.
    detached: true,
    windowsHide: true,
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  unrefInput(child);
  const tell = (message: Record<string, unknown>): void => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
  };
  tell({ folder });
  return {
    guard: (pid) => tell({ pid }),
    dismiss: () => child.stdin.end(`${JSON.stringify({ done: true })}\n`),
    takeOver: () => child.stdin.end(),
  };
}

/** Allows this program to exit although the pipe is open, because the watchdog waits for its exit. */
function unrefInput(child: ChildProcess): void {
  const input: unknown = child.stdin;
  if (typeof input === 'object' && input !== null && 'unref' in input && typeof input.unref === 'function')
    input.unref();
}

/** A string, because a bundler may make a function refer to other code in the bundle. */
const watchdogProgram = `
const { rmSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
let told = '';
process.stdin.setEncoding('utf8').on('data', (text) => { told += text; });
process.stdin.on('error', end).on('end', end);
function end() {
  const run = Object.assign({}, ...told.split('\\n').filter(Boolean).map((line) => JSON.parse(line)));
  if (run.done) process.exit(0);
  if (run.pid) kill(run.pid);
  setTimeout(() => {
    if (run.folder) rmSync(run.folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit(0);
  }, 200);
}
function kill(pid) {
  if (process.platform === 'win32') {
    spawnSync(process.env.SystemRoot + '\\\\System32\\\\taskkill.exe', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try { process.kill(-pid, 'SIGKILL'); } catch {}
}
`;

// Starts programs for the other scripts: argument arrays only, no shell, output passed through.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';

/** Runs a program to its end with this terminal's output. Resolves to its exit code; 127 when it cannot be started. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.once('error', () => resolve(127));
    child.once('close', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}

/** Runs a program quietly. Never throws: a program that is not there gives status 127. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20, ...options });
  return {
    status: result.error ? 127 : (result.status ?? 130),
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? '',
  };
}

/**
 * The npm that belongs to a Node: `[program, ...arguments]`. Under `npm start` and `npm test` npm says where it lies, which
 * also spares Windows the shell that `npm.cmd` would need.
 */
export function npmCommand(node = process.execPath) {
  const npm = process.env.npm_execpath;
  if (npm && path.basename(npm) === 'npm-cli.js') return [node, npm];
  return ['npm'];
}

/** Runs npm to its end; its output goes to standard error so that a script's own output stays readable. */
export function npm(args, { node = process.execPath, env = process.env, ...options } = {}) {
  const [program, ...before] = npmCommand(node);
  const PATH = `${path.dirname(node)}${path.delimiter}${env.PATH ?? ''}`;
  return run(program, [...before, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    env: { ...env, PATH },
    ...options,
  });
}

/** Ends a script with one sentence for the person who started it. */
export class Stop extends Error {}

/** Runs a script's main function; a `Stop` becomes its sentence and exit code 1, anything else is a bug and shows its stack. */
export async function main(action) {
  try {
    process.exitCode = (await action()) ?? process.exitCode ?? 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Stop ? error.message : (error?.stack ?? error)}\n`);
    process.exitCode = 1;
  }
}

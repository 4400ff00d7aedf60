// @ts-check
// Starts programs for the other scripts: argument arrays only, no shell, output passed through.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';

/**
 * Runs a program to its end with this terminal's output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 127 if it cannot be started
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.once('error', () => resolve(127));
    child.once('close', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}

/**
 * Runs a program quietly. Never throws: a program that does not exist gives status 127.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { maxBuffer: 64 << 20, ...options, encoding: 'utf8' });
  return {
    status: result.error ? 127 : (result.status ?? 130),
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? '',
  };
}

/**
 * The npm that belongs to a Node. Under `npm start` and `npm test` npm says where it is; this also avoids the shell that
 * `npm.cmd` needs on Windows.
 * @param {string} [node]
 * @returns {readonly [program: string, ...arguments: string[]]}
 */
export function npmCommand(node = process.execPath) {
  const npm = process.env.npm_execpath;
  if (npm && path.basename(npm) === 'npm-cli.js') return [node, npm];
  return ['npm'];
}

/**
 * Runs npm to its end. Its output goes to standard error, so that the output of the script stays readable.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { node?: string }} [options]
 */
export function npm(args, { node = process.execPath, env = process.env, ...options } = {}) {
  const [program, ...before] = npmCommand(node);
  const PATH = `${path.dirname(node)}${path.delimiter}${env.PATH ?? ''}`;
  return run(program, [...before, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    env: { ...env, PATH },
    ...options,
  });
}

/** Stops a script with one sentence for its user. */
export class Stop extends Error {}

/**
 * Runs a script's main function. A `Stop` prints its sentence and exits with 1; anything else is a bug and prints its stack.
 * @param {() => number | undefined | void | Promise<number | undefined | void>} action returns the exit code
 */
export async function main(action) {
  try {
    process.exitCode = (await action()) ?? process.exitCode ?? 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = 1;
  }
}

/** @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * The sentence of a `Stop`; for a bug, its stack.
 * @param {unknown} error
 */
export const describeError = (error) =>
  error instanceof Error && !(error instanceof Stop) ? (error.stack ?? error.message) : messageOf(error);

// @ts-check
// Runs mocha suites in a real VS Code with @vscode/test-electron. Requires Node 22 or newer; see with-node24.mjs.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { messageOf } from '../run-command.mjs';
import { quietSettings, writeUserSettings } from './code-server-process.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(path.dirname(here));

/**
 * Bundles the `*.test.ts` files of a folder and runs them in VS Code with the built extension.
 * @param {object} run
 * @param {string} run.suite the folder
 * @param {string} run.workspace a folder that is copied, so that suites can edit it; TEST_WORKSPACE is the copy
 * @param {boolean} [run.trusted] `false` opens it in Restricted Mode
 * @param {import('./code-server-process.mjs').Settings} [run.settings] the user's settings
 * @param {NodeJS.ProcessEnv} [run.env] for the extension host
 * @param {number} [run.timeout] milliseconds for the whole run, only in the headless VS Code
 * @returns {Promise<number>} 0 if every test passed
 */
export async function runInVSCode({ suite, workspace, trusted = true, settings = {}, env = {}, timeout = 300_000 }) {
  // The sockets of the desktop build are in the user data folder, and their paths must be short.
  const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'vsc-')));
  try {
    const copy = path.join(scratch, 'workspace');
    fs.cpSync(workspace, copy, { recursive: true });
    const userData = path.join(scratch, 'user');
    writeUserSettings(userData, { 'security.workspace.trust.startupPrompt': 'never', ...settings, ...quietSettings });
    const testsEnv = {
      ...env,
      TEST_SUITE_FOLDER: await bundleSuites(suite, path.join(root, 'test-results', 'suites')),
      TEST_WORKSPACE: copy,
      VSCODE_HEADLESS_TIMEOUT: String(timeout),
      VSCODE_HEADLESS_ARTIFACTS: path.join(root, 'test-results', path.basename(suite)),
    };
    const launchArgs = [copy, `--user-data-dir=${userData}`, `--extensions-dir=${path.join(scratch, 'extensions')}`];
    return await launch({ trusted, launchArgs, testsEnv });
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * @param {{ trusted: boolean, launchArgs: string[], testsEnv: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
async function launch({ trusted, launchArgs, testsEnv }) {
  const vscodeExecutablePath = await vscodeExecutable();
  const extensionTestsPath = path.join(here, 'suite-entry.cjs');
  if (!trusted) {
    // runTests() always disables workspace trust, so VS Code is started directly.
    const args = ['--no-sandbox', '--skip-welcome', '--skip-release-notes', '--disable-updates', ...launchArgs];
    args.push(`--extensionDevelopmentPath=${root}`, `--extensionTestsPath=${extensionTestsPath}`);
    const child = spawn(vscodeExecutablePath, args, { stdio: 'inherit', env: { ...process.env, ...testsEnv } });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  }
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath,
      launchArgs,
      extensionTestsEnv: testsEnv,
    });
  } catch (error) {
    process.stdout.write(`${messageOf(error)}\n`);
    return 1;
  }
}

/** VSCODE_EXECUTABLE; otherwise a desktop VS Code that test-electron downloads if there is a display; otherwise headless.mjs. */
async function vscodeExecutable() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  const standIn = path.join(here, 'headless.mjs');
  const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!display) return standIn;
  try {
    return await downloadAndUnzipVSCode({ cachePath: path.join(root, '.cache', 'vscode-test') });
  } catch (error) {
    if (process.platform === 'win32') throw error;
    process.stdout.write(
      `VS Code could not be downloaded (${messageOf(error)}). The tests use VS Code in a headless browser.\n`,
    );
    return standIn;
  }
}

/**
 * @param {string} suite
 * @param {string} into
 */
async function bundleSuites(suite, into) {
  const outdir = path.join(into, path.relative(path.join(root, 'test'), suite));
  fs.rmSync(outdir, { recursive: true, force: true });
  const names = fs.readdirSync(suite).filter((name) => name.endsWith('.test.ts'));
  await build({
    entryPoints: names.map((name) => path.join(suite, name)),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outdir;
}

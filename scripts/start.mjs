#!/usr/bin/env node
// @ts-check
// `npm start` opens VS Code with the extension on a fresh copy of the examples: the desktop `code` if it is installed,
// otherwise VS Code in the browser. `npm start -- --browser` skips the desktop one. PORT is the port for the browser.
import fs from 'node:fs';
import path from 'node:path';
import { capture, main, run, Stop } from './run-command.mjs';
import { root, setUp } from './set-up.mjs';

const state = path.join(root, '.demo');
const workspace = path.join(state, 'examples');
const firstFile = path.join(workspace, 'port-mismatch', 'pod.yaml');

const whatToTry = `
What to try
  1. port-mismatch/pod.yaml and envoy.yaml: each squiggle has a quick fix (Ctrl+. on it, Cmd+. on a Mac). One fix clears
     the port mismatch in all files; "Change containerPort 9093 to 9092" changes the pod and the Service with one click.
  2. "Run Locally and Curl" above the listener in envoy.yaml: starts the real Envoy on this machine and sends it a request.
  3. "Deploy and Curl" above the pod, with a cluster in your kubeconfig: asks first, then applies, waits and sends a request.
  4. nginx-sidecar is the same pod as it should be.
The folder is a copy. Each \`npm start\` makes a new one.
`;

await main(async () => {
  await setUp();
  if ((await run(process.execPath, [path.join(root, 'scripts', 'build.mjs')])) !== 0)
    throw new Stop('The build failed; see the message above.');
  fs.rmSync(workspace, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'examples'), workspace, { recursive: true });
  const code = process.argv.includes('--browser') ? undefined : desktopCode();
  return code ? openDesktop(code) : openBrowser();
});

/** The program of the desktop's `code` command, if there is a display. */
function desktopCode() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  if (process.platform !== 'win32') return capture('code', ['--version']).status === 0 ? 'code' : undefined;
  // On Windows `code` is a batch file, which requires a shell; the program is one folder above it.
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, '..', 'Code.exe'))
    .find((program) => fs.existsSync(program));
}

/** @param {string} code */
async function openDesktop(code) {
  const status = await run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, workspace, firstFile]);
  if (status !== 0) throw new Stop('VS Code did not start. `npm start -- --browser` opens it in the browser instead.');
  process.stdout.write(
    `\nVS Code opens ${workspace}. When it asks whether you trust the folder, answer yes.\n${whatToTry}`,
  );
  return 0;
}

async function openBrowser() {
  const { openInBrowser } = await import('./vscode-host/demo.mjs');
  const { packageExtension } = await import('./package.mjs');
  return openInBrowser({ state, workspace, firstFile, vsix: await packageExtension(), whatToTry });
}

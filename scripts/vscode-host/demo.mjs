// @ts-check
// VS Code in the browser with the extension, for a person who tries it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { capture, Stop } from '../run-command.mjs';
import { installCodeServer } from './code-server.mjs';
import {
  quietSettings,
  serverConfiguration,
  serverEnvironment,
  startCodeServer,
  stopCodeServer,
  workbenchUrl,
  writeUserSettings,
} from './code-server-process.mjs';

/**
 * Installs the VSIX in a separate VS Code, opens the folder and prints the address. Ends with Ctrl+C.
 * @param {{ state: string, workspace: string, firstFile: string, vsix: string, whatToTry: string }} demo
 */
export async function openInBrowser({ state, workspace, firstFile, vsix, whatToTry }) {
  const codeServer = await installCodeServer();
  const userData = path.join(state, 'user-data');
  const extensionsFolder = path.join(state, 'extensions');
  writeUserSettings(userData, quietSettings);
  installExtension({ codeServer, scratch: state, userData, extensionsFolder, vsix });
  const server = await startCodeServer({
    codeServer,
    scratch: state,
    userData,
    extensionsFolder,
    // The folder is a copy of the examples of this repository.
    switches: ['--disable-workspace-trust'],
    port: Number(process.env.PORT) || undefined,
  });
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping = true;
      void stopCodeServer(server);
    });
  }
  const url = workbenchUrl(server, workspace, firstFile);
  process.stdout.write(`\nOpen ${url}\n(only on this machine; press Ctrl+C to stop)\n${whatToTry}`);
  showInBrowser(url);
  const code = await server.exited;
  if (!stopping) throw new Stop(`VS Code's server ended (${code}):\n${server.log}`);
  return 0;
}

/**
 * Installs a VSIX in the extension folder of a code-server.
 * @param {import('./code-server-process.mjs').Folders & { vsix: string }} installation
 */
export function installExtension({ codeServer, scratch, userData, extensionsFolder, vsix }) {
  const args = [codeServer.entry, ...serverConfiguration(scratch), '--user-data-dir', userData];
  args.push('--extensions-dir', extensionsFolder, '--install-extension', vsix, '--force');
  const { status, stdout, stderr } = capture(codeServer.node, args, { env: serverEnvironment(scratch) });
  if (status !== 0)
    throw new Stop(`${stdout}${stderr}VS Code could not install ${path.basename(vsix)}; see the message above.`);
}

/** @param {string} url */
function showInBrowser(url) {
  if (process.env.NO_OPEN) return;
  const [program, ...args] = browserCommand();
  if (program) spawn(program, [...args, url], { stdio: 'ignore', detached: true }).on('error', () => {});
}

/** @returns {readonly string[]} */
function browserCommand() {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return display && fs.existsSync('/usr/bin/xdg-open') ? ['/usr/bin/xdg-open'] : [];
}

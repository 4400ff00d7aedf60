// @ts-check
// VS Code in a headless browser with the packaged extension, for tests with mouse and keyboard.
/**
 * @typedef {object} Workbench
 * @property {import('playwright-core').Page} page
 * @property {string} folder the copy of the workspace
 * @property {() => Promise<void>} close
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installEnvoy } from '../envoy.mjs';
import { packedExtension } from '../package.mjs';
import { installCodeServer } from './code-server.mjs';
import {
  quietSettings,
  startCodeServer,
  stopCodeServer,
  workbenchUrl,
  writeUserSettings,
} from './code-server-process.mjs';
import { installExtension } from './demo.mjs';
import { openPage } from './workbench-page.mjs';

/**
 * Opens a copy of `workspace` with the user's `settings` and the path of the real Envoy. Workspace trust is on, so VS Code asks.
 * `close()` ends everything and removes the copy.
 * @param {{ workspace: string, settings?: import('./code-server-process.mjs').Settings }} options
 * @returns {Promise<Workbench>}
 */
export async function openInstalledWorkbench({ workspace, settings = {} }) {
  const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-ui-')));
  const folder = path.join(scratch, path.basename(workspace));
  fs.cpSync(workspace, folder, { recursive: true });
  const codeServer = await installCodeServer();
  const places = {
    codeServer,
    scratch,
    userData: path.join(scratch, 'user'),
    extensionsFolder: path.join(scratch, 'extensions'),
  };
  const envoy = await installEnvoy();
  writeUserSettings(places.userData, {
    ...quietSettings,
    ...(envoy ? { 'envoySidecar.envoyPath': envoy } : {}),
    ...settings,
  });
  installExtension({ ...places, vsix: packedExtension() });
  const server = await startCodeServer(places);
  const { browser, page } = await openPage();
  page.setDefaultTimeout(20_000);
  await page.goto(workbenchUrl(server, folder));
  await page.waitForSelector('.monaco-workbench .part.statusbar');
  const close = async () => {
    await browser.close();
    await stopCodeServer(server);
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  };
  return { page, folder, close };
}

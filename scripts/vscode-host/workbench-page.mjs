// @ts-check
// A page of headless Chromium with VS Code's workbench.
/** @typedef {import('playwright-core').Page} Page */
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumSwitches, installChromium } from './chromium.mjs';

/** Opens Chromium with one empty page, in the size of the screenshots. */
export async function openPage({ width = 1280, height = 800 } = {}) {
  const browser = await chromium.launch({
    executablePath: await installChromium(),
    headless: true,
    args: chromiumSwitches,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const page = await (await browser.newContext({ viewport: { width, height } })).newPage();
  return { browser, page };
}

/**
 * Makes the workbench load an extension under development and a test suite. A built VS Code reads both only from the
 * developmentOptions in a <meta> element of the page, so they are added before its scripts run. (If the request were answered
 * here, the document would have no network address, and Chromium would block the WebSocket of the workbench.)
 * @param {Page} page
 * @param {{ extensions: readonly string[], tests?: string, port: number }} development
 */
export async function developExtensions(page, { extensions, tests, port }) {
  /** @param {string} place */
  const uri = (place) => ({
    $mid: 1,
    scheme: 'vscode-remote',
    authority: `127.0.0.1:${port}`,
    path: path.resolve(place),
  });
  const options = { extensions: extensions.map(uri), ...(tests ? { extensionTestsPath: uri(tests) } : {}) };
  await page.addInitScript((extra) => {
    // This function runs in the browser; the types of its globals are not part of this project.
    const { window: win, document: doc, MutationObserver: Observer } = /** @type {any} */ (globalThis);
    if (win !== win.top) return;
    new Observer((/** @type {unknown} */ _, /** @type {{ disconnect(): void }} */ observer) => {
      const meta = doc.getElementById('vscode-workbench-web-configuration');
      if (!meta) return;
      observer.disconnect();
      const configuration = JSON.parse(meta.getAttribute('data-settings'));
      configuration.developmentOptions = { ...configuration.developmentOptions, ...extra };
      meta.setAttribute('data-settings', JSON.stringify(configuration));
    }).observe(doc, { childList: true, subtree: true });
  }, options);
}

/**
 * Saves a picture of the page. If the page is closed, it does nothing.
 * @param {Page} page
 * @param {string} folder
 * @param {string} name
 */
export async function screenshot(page, folder, name) {
  fs.mkdirSync(folder, { recursive: true });
  try {
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
  } catch {
    // The failure of the run matters, not the missing picture.
  }
}

// A page of headless Chromium that shows VS Code's workbench.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumSwitches, installChromium } from './chromium.mjs';

/** Opens Chromium with one empty page of the size the screenshots have. */
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
 * Makes the workbench load an extension under development and a test suite. A built VS Code reads both from the embedder's
 * developmentOptions only, which the page holds in a <meta> element: they are put in before its scripts run. (Not by answering
 * the request ourselves: such a document has no network address, and Chromium then blocks the workbench's own WebSocket.)
 */
export async function developExtensions(page, { extensions, tests, port }) {
  const uri = (place) => ({
    $mid: 1,
    scheme: 'vscode-remote',
    authority: `127.0.0.1:${port}`,
    path: path.resolve(place),
  });
  const options = { extensions: extensions.map(uri), ...(tests ? { extensionTestsPath: uri(tests) } : {}) };
  await page.addInitScript((extra) => {
    const { window: win, document: doc, MutationObserver: Observer } = globalThis;
    if (win !== win.top) return;
    new Observer((_, observer) => {
      const meta = doc.getElementById('vscode-workbench-web-configuration');
      if (!meta) return;
      observer.disconnect();
      const configuration = JSON.parse(meta.getAttribute('data-settings'));
      configuration.developmentOptions = { ...configuration.developmentOptions, ...extra };
      meta.setAttribute('data-settings', JSON.stringify(configuration));
    }).observe(doc, { childList: true, subtree: true });
  }, options);
}

/** Saves a picture of the page; a page that is gone is no reason to fail. */
export async function screenshot(page, folder, name) {
  fs.mkdirSync(folder, { recursive: true });
  try {
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
  } catch {
    // The run's own failure is the news, not the missing picture.
  }
}

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame } from 'playwright-core';
import { openFile, openWorkbench, picture, trustFolder, type Workbench } from './workbench.ts';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** With the kind that VS Code says to a web view. */
const themes = {
  'Default Dark Modern': 'vscode-dark',
  'Default Light Modern': 'vscode-light',
  'Default High Contrast': 'vscode-high-contrast',
  'Default High Contrast Light': 'vscode-high-contrast-light',
};

describe('the response view', function () {
  this.timeout(180_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
    await trustFolder(workbench.page);
    await openFile(workbench.page, 'nginx-sidecar/envoy.yaml');
  });

  after(() => workbench?.close());

  it('has no serious problem of accessibility, while Envoy runs and after it was stopped, in any theme', async () => {
    const { page } = workbench;
    await page.locator('.codelens-decoration a', { hasText: 'Run Locally' }).first().click();
    const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await view.getByText('Running').first().waitFor({ timeout: 60_000 });
    await checkThemes('running');
    await view.getByRole('button', { name: 'Stop' }).press('Enter');
    await view.getByText('Envoy was stopped. This is its last answer.').waitFor();
    await checkThemes('stopped');
  });

  it('keeps the focus of the keyboard on a button that works', async () => {
    const { page } = workbench;
    const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await view.locator('button:focus', { hasText: 'Run Again' }).waitFor();
    await page.keyboard.press('Enter');
    await view.getByText('Running').first().waitFor({ timeout: 60_000 });
    await view.locator('button:focus').waitFor();
  });

  it('would be reported for an image without a text', async () => {
    const frame = await responseFrame(workbench);
    await frame.evaluate("document.body.append(document.createElement('img'))");
    assert.match((await seriousProblems(frame)).join(), /^image-alt: <img>/);
  });

  async function checkThemes(state: string): Promise<void> {
    const frame = await responseFrame(workbench);
    for (const [theme, kind] of Object.entries(themes)) {
      useTheme(workbench, theme);
      await frame.locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      await picture(workbench.page, `90-accessibility-${state}-${theme}`);
      assert.deepEqual(await seriousProblems(frame), [], `${state}, ${theme}`);
    }
  }
});

/** The setting of the folder, which VS Code follows. */
function useTheme({ folder }: Workbench, theme: string): void {
  fs.mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
}

async function responseFrame({ page }: Workbench): Promise<Frame> {
  const outer = await page.waitForSelector('iframe.webview.ready');
  const inner = await (await outer.contentFrame())?.waitForSelector('iframe#active-frame');
  const frame = await inner?.contentFrame();
  assert.ok(frame);
  return frame;
}

/** What axe-core calls serious or critical, with the elements. */
async function seriousProblems(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe);
  const { violations } = await frame.evaluate<AxeResults, RunOptions>(
    (options) => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    { resultTypes: ['violations'], iframes: false },
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

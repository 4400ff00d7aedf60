import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { openWorkbench, picture, runCommand, trustFolder, type Workbench } from './workbench.ts';

describe('a new sidecar by hand', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  /** Keys and clicks. */
  let count = 0;
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-new-'));

  before(async () => {
    fs.writeFileSync(path.join(empty, 'README.md'), '# An empty project\n');
    workbench = await openWorkbench({}, empty);
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(async () => {
    await workbench?.close();
    fs.rmSync(empty, { recursive: true, force: true });
  });

  async function click(at: Locator, button: 'left' | 'right' = 'left'): Promise<void> {
    count++;
    await at.click({ button });
  }

  async function chooseInExplorer(): Promise<void> {
    await click(workbench.page.locator('.explorer-folders-view .monaco-scrollable-element').first(), 'right');
    // VS Code ignores a click that comes together with the menu.
    await workbench.page.waitForTimeout(500);
    await click(workbench.page.locator('.context-view .action-label', { hasText: 'New Envoy Sidecar' }));
  }

  /** Accepts the default of a question. */
  async function accept(title: string): Promise<void> {
    await workbench.page.locator('.quick-input-title', { hasText: title }).waitFor();
    count++;
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.quick-input-title', { hasText: title }).waitFor({ state: 'hidden' });
  }

  it('is written with at most 12 keys and clicks from the menu of the Explorer, without a problem', async () => {
    const { page } = workbench;
    await runCommand(page, 'View: Show Explorer');
    await page.locator('.explorer-folders-view .monaco-list').waitFor();
    await chooseInExplorer();
    await page.locator('.quick-input-title', { hasText: '(1/5)' }).waitFor();
    await picture(page, '30-new-sidecar-kind');
    await accept('(1/5)');
    await accept('(2/5)');
    await page.locator('.quick-input-title', { hasText: '(3/5)' }).waitFor();
    await picture(page, '31-new-sidecar-image');
    await accept('(3/5)');
    await accept('(4/5)');
    await accept('(5/5)');
    await page.locator('.tab.active', { hasText: 'nginx.yaml' }).waitFor();
    await page.locator('.editor-actions [aria-label^="Run Locally"]').waitFor();
    await picture(page, '32-new-sidecar');
    assert.equal(await page.locator('.squiggly-error, .squiggly-warning, .squiggly-info').count(), 0);
    assert.match(fs.readFileSync(path.join(workbench.folder, 'nginx.yaml'), 'utf8'), /kind: Service\n/);
    assert.ok(count <= 12, `${count} keys and clicks`);
    process.stdout.write(`      ${count} keys and clicks\n`);
  });

  it('runs locally and answers with 200', async () => {
    const { page } = workbench;
    await page.locator('.editor-actions [aria-label^="Run Locally"]').click();
    const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await view.getByText('200').first().waitFor({ timeout: 60_000 });
    await picture(page, '33-new-sidecar-runs');
  });

  it('shows what is wrong with an answer, and can be given up', async () => {
    const { page } = workbench;
    await chooseInExplorer();
    await accept('(1/5)');
    await accept('(2/5)');
    const input = page.locator('.quick-input-widget input[type=text]').first();
    await input.fill('Not an image');
    await page.locator('.quick-input-message', { hasText: "'Not an image' is not the name of an image." }).waitFor();
    await picture(page, '34-new-sidecar-wrong');
    await page.keyboard.press('Escape');
    assert.deepEqual(fs.readdirSync(workbench.folder).sort(), ['README.md', 'nginx.yaml']);
  });
});

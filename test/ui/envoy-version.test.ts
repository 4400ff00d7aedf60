import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openFile, openWorkbench, picture, trustFolder, type Workbench } from './workbench.ts';

describe('the version of Envoy by hand', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(() => workbench?.close());

  it('is in the language status with its source', async () => {
    const { page } = workbench;
    await openFile(page, 'nginx-sidecar/envoy.yaml');
    await (await status()).getByText('Envoy 1.40.0').first().waitFor();
    await (await status()).getByText('from the image in pod.yaml').waitFor();
    await picture(page, '11-version-status');
  });

  it('is changed with the keyboard, in a comment that undo takes back', async () => {
    const { page } = workbench;
    await page.keyboard.press('Escape');
    await runCommandAndStay('Select Envoy Version');
    const box = page.locator('.quick-input-widget');
    await box.getByText('Envoy version to check against').waitFor();
    await picture(page, '12-version-select');
    await page.keyboard.type('1.36');
    await page.keyboard.press('Enter');
    await box.getByText('Check against Envoy 1.36: select where to save').waitFor();
    await picture(page, '13-version-where');
    await page.keyboard.press('Enter');
    const comment = page.locator('.editor-instance .view-line', { hasText: 'envoy-sidecar: version=1.36' });
    await comment.waitFor();
    await (await status()).getByText('from the comment in envoy.yaml').waitFor();
    await picture(page, '14-version-comment');
    await page.keyboard.press('Escape');
    await page.locator('.editor-instance .view-line').first().click();
    await page.keyboard.press('Control+z');
    await comment.waitFor({ state: 'detached' });
    await (await status()).getByText('from the image in pod.yaml').waitFor();
  });

  it('is changed from the status, in the settings of the workspace', async () => {
    const { page } = workbench;
    await (await status()).getByText('Select Version').click();
    const box = page.locator('.quick-input-widget');
    await box.locator('.monaco-list-row', { hasText: 'Envoy 1.38' }).click();
    await box.locator('.monaco-list-row', { hasText: 'In the settings of the workspace' }).click();
    await box.waitFor({ state: 'hidden' });
    await (await status()).getByText('from the settings').waitFor();
    await (await status()).getByText('Envoy 1.38').first().waitFor();
    const settings = path.join(workbench.folder, '.vscode', 'settings.json');
    assert.deepEqual(JSON.parse(fs.readFileSync(settings, 'utf8')), { 'envoySidecar.envoyVersion': '1.38' });
    await picture(page, '15-version-setting');
  });

  /** The list that the braces in the status bar open. */
  async function status() {
    const { page } = workbench;
    const list = page.locator('.hover-language-status').first();
    if (!(await list.isVisible())) await page.locator('[id="status.languageStatus"]').click();
    await list.waitFor();
    return page.locator('.monaco-hover', { has: list });
  }

  async function runCommandAndStay(title: string): Promise<void> {
    const { page } = workbench;
    await page.keyboard.press('F1');
    const box = page.locator('.quick-input-widget');
    await box.locator('input[type=text]').first().fill(`>${title}`);
    await box.locator('.monaco-list-row', { hasText: title }).first().click();
  }
});

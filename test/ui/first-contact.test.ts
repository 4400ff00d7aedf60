import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbench, picture, runCommand, trustFolder, type Workbench } from './workbench.ts';

describe('the first contact by hand', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-empty-'));

  before(async () => {
    workbench = await openWorkbench({ 'workbench.colorTheme': 'Default Dark Modern' }, empty);
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(async () => {
    await workbench?.close();
    fs.rmSync(empty, { recursive: true, force: true });
  });

  it('offers in the empty view what to do first, and the walkthrough', async () => {
    const { page } = workbench;
    await page.locator('.activitybar a[aria-label="Envoy Sidecar"]').click();
    const welcome = page.locator('.welcome-view-content');
    await welcome.getByRole('button', { name: 'New Envoy Sidecar…' }).waitFor();
    await picture(page, '50-empty-view');
    await welcome.getByText('Show the Walkthrough').click();
    await page.locator('.getting-started-step', { hasText: 'Fix it in all files' }).waitFor();
    await picture(page, '51-walkthrough');
  });

  it('opens the example, whose files are linked without a workspace', async () => {
    const { page } = workbench;
    await page.locator('.getting-started-step').getByText('Open the Example', { exact: true }).click();
    await page.locator('.tab.active', { hasText: 'pod.yaml' }).waitFor();
    await page.waitForSelector('.squiggly-warning');
    await page.locator('.pane-body .monaco-list-row', { hasText: 'port-mismatch' }).first().waitFor();
    await page.locator('.statusbar-item', { hasText: 'Pod port-mismatch, linked to' }).waitFor();
    await picture(page, '52-example');
  });

  it('completes the steps of the walkthrough', async () => {
    const { page } = workbench;
    await runCommand(page, 'View: Close Editor');
    await runCommand(page, 'View: Close Editor');
    await runCommand(page, 'View: Close Editor');
    await page.locator('.getting-started-step .codicon-getting-started-step-checked').nth(1).waitFor();
    await picture(page, '53-walkthrough-steps');
  });
});

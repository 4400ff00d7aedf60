import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {
  openFile,
  openWorkbench,
  picture,
  quickFixMenu,
  runCommand,
  trustFolder,
  type Workbench,
  wordInEditor,
} from './workbench.ts';

describe('the port-mismatch example by hand', function () {
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

  it('shows squiggles in both files', async () => {
    const { page } = workbench;
    await openFile(page, 'port-mismatch/pod.yaml');
    await page.waitForSelector('.squiggly-warning');
    await picture(page, '01-squiggles-pod');
    await openFile(page, 'port-mismatch/envoy.yaml');
    await page.waitForSelector('.squiggly-error');
    await page.waitForSelector('.squiggly-warning');
    await picture(page, '02-squiggles-envoy');
  });

  it('lists the problems of both files', async () => {
    const { page } = workbench;
    await runCommand(page, 'Problems: Focus on Problems View');
    const problems = page.locator('.markers-panel-container, .markers-panel').first();
    await problems.locator('.monaco-list-row', { hasText: 'pod.yaml' }).first().waitFor();
    await problems.locator('.monaco-list-row', { hasText: 'envoy.yaml' }).first().waitFor();
    await picture(page, '03-problems');
    await runCommand(page, 'View: Toggle Panel Visibility');
  });

  it('fixes the port in all files with one click', async () => {
    const { page } = workbench;
    await openFile(page, 'port-mismatch/pod.yaml');
    await page.waitForSelector('.squiggly-warning');
    const menu = await quickFixMenu(page, wordInEditor(page, '9093'), 'Change containerPort');
    await picture(page, '04-quick-fix-menu');
    await menu.locator('.monaco-list-row.action', { hasText: 'Change containerPort 9093 to 9092' }).click();
    await page.waitForSelector('.squiggly-warning', { state: 'detached' });
    await picture(page, '05-fixed');
    await runCommand(page, 'File: Save All');
    const port = (file: string, pattern: RegExp) =>
      pattern.exec(fs.readFileSync(path.join(workbench.folder, 'port-mismatch', file), 'utf8'))?.[1];
    const ports = () => [
      port('pod.yaml', /name: proxy\n\s+containerPort: (\d+)/),
      port('service.yaml', /targetPort: (\d+)/),
      port('envoy.yaml', /0\.0\.0\.0, port_value: (\d+)/),
    ];
    for (let tries = 0; new Set(ports()).size > 1 && tries < 100; tries++) await page.waitForTimeout(50);
    assert.equal(new Set(ports()).size, 1, `the ports are ${ports().join(', ')}`);
  });

  it('corrects the mistyped cluster', async () => {
    const { page } = workbench;
    await openFile(page, 'port-mismatch/envoy.yaml');
    const menu = await quickFixMenu(page, wordInEditor(page, 'ngnix'), /nginx/);
    await menu.locator('.monaco-list-row.action', { hasText: 'nginx' }).first().click();
    await page.waitForSelector('.squiggly-error', { state: 'detached' });
  });

  it('runs Envoy with the file and shows its answer', async () => {
    const { page } = workbench;
    await page.locator('.codelens-decoration a', { hasText: 'Run Locally' }).first().click();
    const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await view.getByText('200').first().waitFor({ timeout: 60_000 });
    await view.getByText('envoy').first().waitFor();
    await view.getByText('Running').first().waitFor();
    await picture(page, '06-run-locally');
  });

  it('says that the run was stopped, and offers nothing that cannot work', async () => {
    const { page } = workbench;
    const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await view.getByRole('button', { name: 'Stop' }).click();
    await view.getByText('Envoy was stopped. This is its last answer.').waitFor();
    assert.ok(await view.getByRole('button', { name: 'Open in Browser' }).isDisabled());
    await picture(page, '06-stopped');
  });
});

describe('a folder that is not trusted', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ 'security.workspace.trust.startupPrompt': 'never' });
  });

  after(() => workbench?.close());

  it('is checked, and runs nothing', async () => {
    const { page } = workbench;
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await openFile(page, 'port-mismatch/envoy.yaml');
    await page.waitForSelector('.squiggly-error');
    await picture(page, '07-restricted-mode');
    assert.equal(await page.locator('.codelens-decoration a', { hasText: 'Run Locally' }).count(), 0);
  });
});

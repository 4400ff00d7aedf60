import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import {
  openFile,
  openWorkbench,
  picture,
  runCommand,
  trustFolder,
  type Workbench,
  wordInEditor,
} from './workbench.ts';

/** Waits until the first row of the list of completions contains a label. */
const firstOffer = (page: Page, label: string) =>
  page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: label }).first().waitFor();

describe('writing a cluster by hand', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
    await trustFolder(workbench.page);
    await openFile(workbench.page, 'nginx-sidecar/envoy.yaml');
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(() => workbench?.close());

  it('offers keys during typing, and their values', async () => {
    const { page } = workbench;
    await page.locator('.editor-group-container.active .view-line span span', { hasText: /^STATIC$/ }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('lb_', { delay: 30 });
    await firstOffer(page, 'lb_policy');
    await picture(page, '10-completion-keys');
    await page.keyboard.press('Enter');
    await firstOffer(page, 'ROUND_ROBIN');
    await picture(page, '11-completion-enum');
    await page.keyboard.type('LEAST', { delay: 30 });
    await firstOffer(page, 'LEAST_REQUEST');
    await page.keyboard.press('Enter');
  });

  it('writes an extension with its type, and goes on with its keys', async () => {
    const { page } = workbench;
    await page.keyboard.press('Enter');
    await page.keyboard.type('transp', { delay: 30 });
    await firstOffer(page, 'transport_socket');
    await page.keyboard.press('Enter');
    await firstOffer(page, 'envoy.transport_sockets.t');
    await picture(page, '12-completion-extensions');
    await page.keyboard.press('Enter');
    await wordInEditor(page, 'UpstreamTlsContext').waitFor();
    await picture(page, '12-completion-extension-accepted');
    // Nothing is left to fill, so that nothing stays marked as the content of a stop.
    assert.equal(await page.locator('.view-overlays .snippet-placeholder').count(), 0);
    await page.keyboard.press('Enter');
    await page.keyboard.type('sn', { delay: 30 });
    await firstOffer(page, 'sni');
    await page.keyboard.press('Enter');
    await page.keyboard.type('app');
    await runCommand(page, 'File: Save');
    const file = path.join(workbench.folder, 'nginx-sidecar', 'envoy.yaml');
    const written = () => fs.readFileSync(file, 'utf8');
    for (let tries = 0; !written().includes('sni') && tries < 100; tries++) await page.waitForTimeout(50);
    await picture(page, '13-completed');
    assert.match(
      written(),
      / {6}type: STATIC\n {6}lb_policy: LEAST_REQUEST\n {6}transport_socket:\n {8}name: envoy\.transport_sockets\.tls\n {8}typed_config:\n {10}"@type": type\.googleapis\.com\/envoy\.extensions\.transport_sockets\.tls\.v3\.UpstreamTlsContext\n {10}sni: app\n {6}connect_timeout: 1s/,
    );
  });

  it('describes a field', async () => {
    const { page } = workbench;
    await wordInEditor(page, 'connect_timeout').hover();
    await page.locator('.monaco-hover:visible', { hasText: 'More than 0s.' }).first().waitFor();
    await picture(page, '14-hover');
  });
});

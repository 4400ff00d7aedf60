import assert from 'node:assert/strict';
import { openFile, openWorkbench, picture, runCommand, trustFolder, type Workbench } from '../../ui/workbench.ts';
import { resetCluster } from '../reset-cluster.ts';

describe('deploying the example by hand', function () {
  this.timeout(180_000);
  let workbench: Workbench;

  before(async () => {
    resetCluster();
    workbench = await openWorkbench({ 'envoySidecar.kubeconfig': process.env.KUBECONFIG });
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(() => workbench?.close());

  it('asks with context, server, namespace and objects', async () => {
    const { page } = workbench;
    await openFile(page, 'nginx-sidecar/pod.yaml');
    await page.locator('.statusbar-item', { hasText: 'one / default' }).waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'Deploy and Curl' }).first().click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const text = await dialog.innerText();
    for (const word of [
      'context one',
      'namespace default',
      'https://127.0.0.1',
      'Pod nginx-sidecar',
      'Service nginx-sidecar',
      'ConfigMap',
      'Keep hostPath',
    ])
      assert.ok(text.includes(word), `${word} is not in: ${text}`);
    await picture(page, '08-deploy-confirm');
    await dialog.getByRole('button', { name: 'Deploy', exact: true }).click();
  });

  it('shows the page of nginx through Envoy', async () => {
    const { page } = workbench;
    const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await view.getByText('200 OK').first().waitFor({ timeout: 120_000 });
    await view.getByText('Welcome to nginx!').first().waitFor();
    await view.getByText('set by Envoy').first().waitFor();
    await picture(page, '09-deploy-response');
  });

  it('deletes what it created, after asking', async () => {
    const { page } = workbench;
    await runCommand(page, 'Delete What Was Deployed');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /Pod nginx-sidecar/);
    await picture(page, '10-delete-confirm');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await page
      .locator('.notifications-toasts .notification-list-item-message', { hasText: /[Dd]eleted/ })
      .first()
      .waitFor({ timeout: 60_000 });
  });
});

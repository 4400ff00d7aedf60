import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openFile, openWorkbench, picture, trustFolder, type Workbench } from '../../ui/workbench.ts';
import { resetCluster } from '../reset-cluster.ts';

const example = path.resolve(import.meta.dirname, '..', '..', '..', 'examples', 'nginx-sidecar');
/** An init container that runs longer than the test. */
const waiting =
  '  initContainers: [{ name: wait, image: "nginx:latest", command: [sleep, "600"] }]\n  terminationGracePeriodSeconds: 0\n  containers:\n';

describe('stopping a deploy by hand', function () {
  this.timeout(180_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stop-deploy-'));
  let workbench: Workbench;

  before(async () => {
    resetCluster();
    const pod = fs.readFileSync(path.join(example, 'pod.yaml'), 'utf8');
    fs.writeFileSync(path.join(folder, 'pod.yaml'), pod);
    const other = pod.replaceAll('nginx-sidecar\n', 'nginx-waiting\n').replace('  containers:\n', waiting);
    fs.writeFileSync(path.join(folder, 'waiting.yaml'), other);
    fs.copyFileSync(path.join(example, 'envoy.yaml'), path.join(folder, 'envoy.yaml'));
    workbench = await openWorkbench({ 'envoySidecar.kubeconfig': process.env.KUBECONFIG }, folder);
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(async () => {
    await workbench?.close();
    resetCluster();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('ends a deploy that has not ended', async () => {
    const { page } = workbench;
    const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    const deploy = () => page.locator('.codelens-decoration a', { hasText: 'Deploy and Curl' }).first().click();
    await openFile(page, 'pod.yaml');
    await deploy();
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Deploy', exact: true }).click();
    await view.getByText('200 OK').first().waitFor({ timeout: 60_000 });

    await openFile(page, 'waiting.yaml');
    await deploy();
    await view.getByText('Starting', { exact: true }).waitFor({ timeout: 30_000 });
    await page.getByText('waiting until the pod is Ready').first().waitFor({ timeout: 60_000 });
    await picture(page, '11-deploy-starting');
    await view.getByRole('button', { name: 'Stop' }).click();
    await view.getByText('The run was cancelled.').waitFor({ timeout: 30_000 });
    await picture(page, '12-deploy-stopped');
  });
});

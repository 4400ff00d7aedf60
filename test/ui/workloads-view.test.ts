import assert from 'node:assert/strict';
import {
  openFile,
  openWorkbench,
  picture,
  runCommand,
  trustFolder,
  type Workbench,
  wordInEditor,
} from './workbench.ts';

for (const [theme, name] of [
  ['Default Dark Modern', 'dark'],
  ['Default Light Modern', 'light'],
] as const)
  describe(`the view of the workloads, ${name}`, function () {
    this.timeout(120_000);
    let workbench: Workbench;

    before(async () => {
      workbench = await openWorkbench({ 'workbench.colorTheme': theme });
      await trustFolder(workbench.page);
    });

    afterEach(async function () {
      if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
    });

    after(() => workbench?.close());

    const rows = () => workbench.page.locator('.pane-body .monaco-list-row');
    const row = (text: string | RegExp) => rows().filter({ hasText: text });

    it('shows the way from the Service to the container, with problems', async () => {
      const { page } = workbench;
      await runCommand(page, 'Envoy Sidecar: Focus on Workloads View');
      await row(/^port-mismatch.*Pod/)
        .first()
        .waitFor();
      for (const text of ['ingress', '→ nginx', 'Endpoint 127.0.0.1:80', "of container 'nginx'"])
        await row(text).first().waitFor();
      await page
        .locator('.pane-body .monaco-list-row .codicon-warning, .pane-body .monaco-list-row .codicon-error')
        .first()
        .waitFor();
      await picture(page, `40-workloads-${name}`);
    });

    it('follows the cursor and opens what is clicked', async () => {
      const { page } = workbench;
      await openFile(page, 'nginx-sidecar/envoy.yaml');
      await wordInEditor(page, 'match').click();
      await page.locator('.pane-body .monaco-list-row.selected', { hasText: '→ nginx' }).waitFor();
      await picture(page, `41-workloads-follow-${name}`);
      await row(/^nginx-sidecar.*Pod/)
        .first()
        .click();
      await page.locator('.tab.active', { hasText: 'pod.yaml' }).waitFor();
    });

    it('runs a workload from its row', async () => {
      const { page } = workbench;
      const pod = row(/^nginx-sidecar.*Pod/).first();
      await pod.hover();
      await pod.locator('[aria-label^="Run Locally"]').click();
      const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await view.getByText('200').first().waitFor({ timeout: 60_000 });
      assert.equal(await page.locator('.notification-toast .codicon-error').count(), 0);
      await picture(page, `42-workloads-run-${name}`);
    });
  });

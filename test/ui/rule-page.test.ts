import assert from 'node:assert/strict';
import { frameWith, openFile, openWorkbench, picture, trustFolder, type Workbench, wordInEditor } from './workbench.ts';

describe('the code of a diagnostic', function () {
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

  it('opens the page of its rule', async () => {
    const { page } = workbench;
    await openFile(page, 'port-mismatch/pod.yaml');
    await page.locator('.editor-instance .squiggly-warning, .editor-instance .squiggly-error').first().waitFor();
    // Code lenses that appear late move the word away from the mouse.
    await page.getByText('Deploy and Curl').first().waitFor();
    const link = page.locator('.monaco-hover a.code-link', { hasText: 'workload/' }).first();
    for (let i = 0; i < 10 && !(await link.isVisible()); i++) {
      await page.mouse.move(0, 0);
      await wordInEditor(page, '9093').hover();
      await link.waitFor({ timeout: 2000 }).catch(() => {});
    }
    await link.waitFor();
    await picture(page, '20-code-link');
    const code = (await link.innerText()).replace(/[()]/g, '');
    await link.click();
    const frame = await frameWith(page, 'h2', code);
    await picture(page, '21-rule-page');
    assert.equal(await frame.locator('h2').count(), 1, 'only the page of this rule');
  });
});

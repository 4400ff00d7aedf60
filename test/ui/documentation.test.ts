import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { frameWith, openWorkbench, picture, runCommand, trustFolder, type Workbench } from './workbench.ts';

describe('the documentation of the installed extension', function () {
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

  it('shows its pictures and follows its links', async () => {
    const { page } = workbench;
    await runCommand(page, 'Envoy Sidecar: Show Documentation');
    const readme = await frameWith(page, 'h1', 'Envoy Sidecar');
    assert.ok((await widths(readme)).length > 4, 'the README has pictures');
    for (const end = Date.now() + 10_000; (await widths(readme)).includes(0); await page.waitForTimeout(100))
      assert.ok(Date.now() < end, 'a picture is not shown');
    await picture(page, '19-documentation');
    await readme.locator('a', { hasText: 'Run Locally' }).last().click();
    assert.ok(await frameWith(page, 'h1', 'Run Locally and Curl'));
  });

  /** Those of the pictures, in pixels; 0 for one that is not shown. */
  const widths = (frame: Frame): Promise<readonly number[]> =>
    frame
      .locator('img')
      .evaluateAll((images: readonly unknown[]) =>
        images.map((image) => (image as { readonly naturalWidth: number }).naturalWidth),
      );
});

import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { openWorkbench, picture, runCommand, trustFolder, type Workbench } from './workbench.ts';

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
    const readme = await frameWith('Envoy Sidecar');
    const loaded = '[...document.images].length > 4 && [...document.images].every((image) => image.naturalWidth > 0)';
    await readme.waitForFunction(loaded);
    await picture(page, '19-documentation');
    await readme.locator('a', { hasText: 'Run Locally' }).last().click();
    assert.ok(await frameWith('Run Locally and Curl'));
  });

  /** The frame of a preview, by the heading at its top. */
  async function frameWith(title: string): Promise<Frame> {
    const { page } = workbench;
    for (const end = Date.now() + 20_000; Date.now() < end; await page.waitForTimeout(100)) {
      for (const frame of page.frames()) {
        const heading = frame.locator('h1', { hasText: new RegExp(`^${title}$`) });
        if ((await heading.count().catch(() => 0)) > 0) return frame;
      }
    }
    throw new Error(`no preview shows the heading ${title}`);
  }
});

// A typist who ignores the list of completions: what is typed must be what is in the file.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openFile, openWorkbench, picture, runCommand, trustFolder, type Workbench } from './workbench.ts';

const stock = path.resolve(import.meta.dirname, '..', 'fixture', 'stock');
const files = { 'pod.yaml': 'seed-pod.yaml', 'service.yaml': 'seed-service.yaml' };

describe('typing past the list of completions', function () {
  this.timeout(300_000);
  let workbench: Workbench;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-typing-'));

  before(async () => {
    for (const name of Object.keys(files)) fs.writeFileSync(path.join(folder, name), '');
    workbench = await openWorkbench({}, folder);
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
    await runCommand(workbench.page, 'File: Save All');
    await runCommand(workbench.page, 'View: Close All Editors');
  });

  after(async () => {
    await workbench?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  for (const [name, source] of Object.entries(files))
    for (const pause of [0, 600])
      it(`changes nothing of ${name}, ${pause > 0 ? 'with a pause at the end of each line' : 'quickly'}`, async () => {
        const { page } = workbench;
        const wanted = fs.readFileSync(path.join(stock, source), 'utf8').trimEnd();
        await openFile(page, name);
        await page.keyboard.press('Control+a');
        await page.keyboard.press('Delete');
        await typeLines(page, wanted.split('\n'), pause);
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+s');
        const written = () => fs.readFileSync(path.join(workbench.folder, name), 'utf8').trimEnd();
        for (let tries = 0; written() !== wanted && tries < 100; tries++) await page.waitForTimeout(50);
        assert.equal(written(), wanted);
      });
});

/** Types each line from the column where Enter puts the cursor, which only blanks and Shift+Tab correct. */
async function typeLines(page: Page, lines: readonly string[], pause: number): Promise<void> {
  for (const [index, line] of lines.entries()) {
    if (index > 0) {
      await page.waitForTimeout(pause);
      await page.keyboard.press('Enter');
    }
    const text = line.trimStart();
    const more = line.length - text.length - (await columnIn(page, index + 1));
    for (let left = more; left < 0; left += 2) await page.keyboard.press('Shift+Tab');
    await page.keyboard.type(' '.repeat(Math.max(0, more)) + text, { delay: 20 });
  }
}

/** The column of the cursor from 0, once it is in a line. */
async function columnIn(page: Page, line: number): Promise<number> {
  const item = page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line}, Col \\d+$`) });
  await item.waitFor();
  return Number(/\d+$/.exec((await item.textContent()) ?? '')?.[0]) - 1;
}

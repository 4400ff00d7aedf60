// Drives VS Code in the browser as a person does: by mouse and keyboard, on the installed VSIX, with workspace trust on.
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { openInstalledWorkbench, type Workbench } from '../../scripts/vscode-host/installed-workbench.mjs';

export type { Workbench };

const root = path.resolve(import.meta.dirname, '..', '..');

/** Opens a copy of the examples, or of another folder. */
export function openWorkbench(
  settings: Readonly<Record<string, unknown>> = {},
  workspace: string = path.join(root, 'examples'),
): Promise<Workbench> {
  return openInstalledWorkbench({ workspace, settings: { 'editor.minimap.enabled': false, ...settings } });
}

/** Saves a picture under test-results/ui. */
export async function picture(page: Page, name: string): Promise<void> {
  // The animations of menus and toasts are short; a picture of their middle says nothing.
  await page.waitForTimeout(400);
  await page.screenshot({ path: path.join(root, 'test-results', 'ui', `${name}.png`) });
}

/** Trusts the folder: in the dialog at the start, otherwise with "Restricted Mode" in the status bar. */
export async function trustFolder(page: Page): Promise<void> {
  const dialog = page.locator('.monaco-dialog-box');
  const restricted = page.locator('.statusbar-item', { hasText: 'Restricted Mode' });
  await dialog.or(restricted).first().waitFor();
  // The dialog comes a moment after the status bar's item.
  await dialog.waitFor({ timeout: 2000 }).catch(() => {});
  if (await dialog.isVisible()) {
    await dialog.getByRole('button', { name: /Yes, I trust/ }).click();
  } else {
    await restricted.click();
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await restricted.waitFor({ state: 'detached' });
    await runCommand(page, 'View: Close Editor');
  }
  await restricted.waitFor({ state: 'detached' });
}

/** Opens a file by folder and name through the quick open box. */
export async function openFile(page: Page, file: string): Promise<void> {
  await page.keyboard.press('Control+p');
  await chooseInQuickInput(page, file, file.split('/').reverse());
  await page.locator('.tab.active', { hasText: path.basename(file) }).waitFor();
  await page.waitForSelector('.editor-instance .view-lines .view-line');
}

/** Runs a command from the palette by its title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await chooseInQuickInput(page, `>${title}`, [title]);
}

/** Types, and clicks the row with the given texts. Enter would choose the first row before the list is filtered. */
async function chooseInQuickInput(page: Page, typed: string, texts: readonly string[]): Promise<void> {
  const box = page.locator('.quick-input-widget');
  await box.waitFor();
  await box.locator('input[type=text]').first().fill(typed);
  const row = texts.reduce((rows, hasText) => rows.filter({ hasText }), box.locator('.monaco-list-row'));
  await row.first().click();
  await box.waitFor({ state: 'hidden' });
}

/** Puts the cursor on a word of the open file and opens the menu of quick fixes there. */
export async function quickFixMenu(page: Page, word: Locator, expected: string | RegExp): Promise<Locator> {
  const menu = page.locator('.action-widget').filter({ hasText: expected });
  await word.click();
  // The key does nothing before the code actions are in, which the light bulb shows.
  await page.locator('[class*=codicon-gutter-lightbulb], .lightBulbWidget').first().waitFor();
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('Control+.');
    try {
      await menu.waitFor({ timeout: 3000 });
      return menu;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

/** A word in the text of the active editor. */
export function wordInEditor(page: Page, text: string): Locator {
  return page.locator('.editor-group-container.active .view-line span span', { hasText: text }).first();
}

/** The frame of a preview, by a heading in it. */
export async function frameWith(page: Page, heading: 'h1' | 'h2', text: string): Promise<Frame> {
  for (const end = Date.now() + 20_000; Date.now() < end; await page.waitForTimeout(100)) {
    for (const frame of page.frames()) {
      const found = frame.locator(heading, { hasText: new RegExp(`^${text}$`) });
      if ((await found.count().catch(() => 0)) > 0) return frame;
    }
  }
  throw new Error(`no preview shows the heading ${text}`);
}

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openFile, openWorkbench, picture, runCommand, trustFolder, type Workbench } from './workbench.ts';

/** A word of each text, and the beginning of it that is typed. VS Code would offer the word where we have nothing to offer. */
const word = 'zebrafish';
const typed = 'zeb';

const config = `static_resources:
  listeners:
    - name: ${word}
      address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
      stat_prefix: 
`;
const indented = config.replace(/^(?=.)/gm, '    ');
const pod = (args: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: { note: ${word} }
spec:
  hostname: 
  containers:
    - name: app
      image: nginx
      workingDir: 
      args:
        - ${args}
`;
const configMap = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  level: 
  notes.txt: |
    ${word} is a word of these notes.
    And this one begins with 
  envoy.yaml: |
${indented}`;

/** The texts, and the lines at whose ends there is nothing to offer: no name, and no value that we know. */
const files: readonly (readonly [name: string, text: string, lines: readonly RegExp[]])[] = [
  ['pod.yaml', pod('--verbose'), [/hostname: $/, /workingDir: $/, /- --verbose$/]],
  ['envoy.yaml', config, [/stat_prefix: $/, /- name: zebrafish$/]],
  ['config-map.yaml', configMap, [/level: $/, /begins with $/, /stat_prefix: $/]],
];

function folderWithFiles(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-ui-'));
  for (const [name, text] of files) fs.writeFileSync(path.join(folder, name), text);
  fs.writeFileSync(path.join(folder, 'other.yaml'), `animal: ${word}\nfood: \n`);
  return folder;
}

async function goTo(page: Page, line: number): Promise<void> {
  await page.keyboard.press('Control+g');
  const box = page.locator('.quick-input-widget');
  await box.locator('input[type=text]').first().fill(`:${line}:1000`);
  await page.keyboard.press('Enter');
  await box.waitFor({ state: 'hidden' });
}

const offered = (page: Page) => page.locator('.suggest-widget.visible .monaco-list-row', { hasText: word });

/** Types at the end of a line, and whether the word of the text is offered there, by itself or when it is asked for. */
async function offersWordAt(page: Page, line: number): Promise<boolean> {
  await goTo(page, line);
  await page.keyboard.type(` ${typed}`, { delay: 60 });
  await page
    .locator('.editor-group-container.active .view-line', { hasText: /\szeb$/ })
    .first()
    .waitFor();
  await page.waitForTimeout(700);
  let count = await offered(page).count();
  if (count === 0) {
    await page.keyboard.press('Control+Space');
    await page.waitForTimeout(700);
    count = await offered(page).count();
  }
  await page.keyboard.press('Escape');
  for (let i = 0; i <= typed.length; i++) await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  return count > 0;
}

const linesOf = (text: string, ends: readonly RegExp[]): readonly number[] =>
  ends.map((end) => 1 + text.split('\n').findIndex((line) => end.test(line)));

/** What the page has and Node does not. */
interface Browser {
  readonly navigator: { readonly clipboard: { readonly writeText: (text: string) => Promise<void> } };
}

describe('the words of a text', function () {
  this.timeout(180_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ 'files.defaultLanguage': 'yaml' }, folderWithFiles());
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(() => workbench?.close());

  it('are offered in a file that is not ours', async () => {
    await openFile(workbench.page, 'other.yaml');
    assert.equal(await offersWordAt(workbench.page, 2), true);
  });

  for (const [name, text, ends] of files)
    it(`are not offered where we have nothing to offer: ${name}`, async () => {
      const { page } = workbench;
      await openFile(page, name);
      for (const line of linesOf(text, ends)) {
        assert.ok(line > 0, name);
        assert.equal(await offersWordAt(page, line), false, `${name}:${line}`);
      }
    });

  it('are not offered in manifests and configs that have no file yet', async () => {
    const { page } = workbench;
    for (const [name, text, ends] of files) {
      await runCommand(page, 'File: New Untitled Text File');
      await page.locator('.statusbar-item', { hasText: /^YAML$/ }).waitFor();
      // Pasting keeps the indentation as it is.
      await page.evaluate((written) => (globalThis as unknown as Browser).navigator.clipboard.writeText(written), text);
      await page.keyboard.press('Control+v');
      await page.locator('.editor-group-container.active .view-line', { hasText: word }).first().waitFor();
      await page.waitForTimeout(500);
      for (const line of linesOf(text, ends))
        assert.equal(await offersWordAt(page, line), false, `untitled ${name}:${line}`);
    }
  });
});

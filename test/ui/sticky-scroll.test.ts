import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { openFile, openWorkbench, picture, trustFolder, type Workbench } from './workbench.ts';

const config = fs.readFileSync(new URL('../fixture/stock/seed-envoy.yaml', import.meta.url), 'utf8');
const map = `apiVersion: v1
kind: ConfigMap
metadata:
  name: proxy
data:
  envoy.yaml: |
${config.replace(/^(?=.)/gm, '    ')}`;

interface OpenEditor {
  readonly name: string;
  readonly editor: Locator;
  readonly content: string;
}

describe('sticky scroll by hand', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-sticky-'));

  before(async () => {
    fs.writeFileSync(path.join(folder, 'envoy.yaml'), config);
    fs.writeFileSync(path.join(folder, 'map.yaml'), map);
    workbench = await openWorkbench({ 'editor.stickyScroll.enabled': true }, folder);
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(async () => {
    await workbench?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a file and waits until its first line is there. */
  async function open(name: string, content: string): Promise<OpenEditor> {
    const { page } = workbench;
    await openFile(page, name);
    const editor = page.locator('.editor-group-container.active .editor-instance').first();
    const [first = ''] = content.split('\n');
    await editor.locator('.view-line', { hasText: first }).first().waitFor();
    return { name, editor, content };
  }

  /** Scrolls until the first line with the text is above the editor. */
  async function scrollAway({ editor, content }: OpenEditor, text: string): Promise<void> {
    const rows = content.split('\n').findIndex((line) => line.includes(text)) + 1;
    const lines = editor.locator('.lines-content').first();
    const scrolled = (): Promise<number> => lines.evaluate((one) => -Number.parseFloat(one.style.top));
    const height = await editor
      .locator('.view-line')
      .first()
      .evaluate((one) => one.clientHeight);
    // A hover over the text would take the wheel.
    await editor.hover({ position: { x: 5, y: 200 } });
    for (let top = await scrolled(); top < rows * height; top = await scrolled()) {
      await workbench.page.mouse.wheel(0, height);
      // A busy browser takes the wheel late. Another step at once would go too far.
      await expectMore(scrolled, top);
    }
  }

  async function expectMore(value: () => Promise<number>, than: number): Promise<void> {
    for (let wait = 0; (await value()) <= than; wait++) {
      if (wait === 200) throw new Error('The wheel does not scroll the editor.');
      await workbench.page.waitForTimeout(50);
    }
  }

  /** The sticky lines follow the scroll and the symbols of the file with a delay. */
  async function stickyLines(expected: readonly string[]): Promise<readonly string[]> {
    const { page } = workbench;
    for (let wait = 0; ; wait++) {
      const shown = await page.locator('.sticky-line-content').allInnerTexts();
      const lines = shown.map((one) => one.replaceAll('\u00a0', ' ').trim());
      if (wait === 100 || isDeepStrictEqual(lines, expected)) return lines;
      await page.waitForTimeout(100);
    }
  }

  async function showsAbove(opened: OpenEditor, text: string, expected: readonly string[]): Promise<void> {
    await scrollAway(opened, text);
    const lines = await stickyLines(expected);
    await picture(workbench.page, `60-sticky-${opened.name}-${text.replace(/\W/g, '')}`);
    assert.deepEqual(lines, expected);
  }

  it('shows the entries that contain the first line of an own file', async () => {
    const opened = await open('envoy.yaml', config);
    await showsAbove(opened, 'access_log_path', ['admin:']);
    await showsAbove(opened, 'virtual_hosts:', [
      '- name: listener_0',
      '- name: envoy.filters.network.http_connection_manager',
      '- name: local_service',
      '- match: { prefix: "/" }',
    ]);
    await showsAbove(opened, 'connect_timeout', ['- name: targetCluster']);
  });

  it('shows them with the key of a ConfigMap', async () => {
    const opened = await open('map.yaml', map);
    await showsAbove(opened, 'connect_timeout', ['name: proxy', 'envoy.yaml: |', '- name: targetCluster']);
  });
});

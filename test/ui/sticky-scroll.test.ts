import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openFile, openWorkbench, picture, trustFolder, type Workbench } from './workbench.ts';

const config = fs.readFileSync(new URL('../fixture/stock/seed-envoy.yaml', import.meta.url), 'utf8');
const map = `apiVersion: v1
kind: ConfigMap
metadata:
  name: proxy
data:
  envoy.yaml: |
${config.replace(/^(?=.)/gm, '    ')}`;

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

  /** The lines above the text when a line of the file is scrolled away. */
  async function linesAbove(text: string): Promise<readonly string[]> {
    const { page } = workbench;
    const editor = page.locator('.editor-group-container.active .view-lines').first();
    await editor.hover();
    const line = editor.locator('.view-line', { hasText: text });
    // It may come into view first.
    for (let step = 0, isSeen = false; step < 200; step++) {
      const isShown = (await line.count()) > 0;
      if (isSeen && !isShown) break;
      isSeen ||= isShown;
      await page.mouse.wheel(0, 19);
      await page.waitForTimeout(30);
    }
    // Sticky lines follow the scroll with a delay.
    await page.waitForTimeout(1000);
    return (await page.locator('.sticky-line-content').allInnerTexts()).map((one) =>
      one.replaceAll('\u00a0', ' ').trim(),
    );
  }

  it('shows the entries that contain the first line of an own file', async () => {
    await openFile(workbench.page, 'envoy.yaml');
    assert.deepEqual(await linesAbove('access_log_path'), ['admin:']);
    const routes = await linesAbove('virtual_hosts:');
    await picture(workbench.page, '60-sticky-routes');
    assert.deepEqual(routes, [
      '- name: listener_0',
      '- name: envoy.filters.network.http_connection_manager',
      '- name: local_service',
      '- match: { prefix: "/" }',
    ]);
    const clusters = await linesAbove('connect_timeout');
    await picture(workbench.page, '61-sticky-clusters');
    assert.deepEqual(clusters, ['- name: targetCluster']);
  });

  it('shows them with the key of a ConfigMap', async () => {
    await openFile(workbench.page, 'map.yaml');
    const clusters = await linesAbove('connect_timeout');
    await picture(workbench.page, '62-sticky-config-map');
    assert.deepEqual(clusters, ['name: proxy', 'envoy.yaml: |', '- name: targetCluster']);
  });
});

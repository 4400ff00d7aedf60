// What docs/journeys.md describes, played in VS Code. Pictures: test-results/ui/7*.png.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { checkDescribed, type CountedSteps, countedSteps } from './counted-steps.ts';
import {
  openFile,
  openWorkbench,
  picture,
  runCommand,
  trustFolder,
  type Workbench,
  wordInEditor,
} from './workbench.ts';

const examples = path.resolve(import.meta.dirname, '..', '..', 'examples');

/** As in posts from before Envoy 1.18. */
const fromBlog = `admin:
  access_log_path: /tmp/admin_access.log
  address:
    socket_address: { address: 127.0.0.1, port_value: 9901 }
static_resources:
  listeners:
  - name: listener_0
    address:
      socket_address: { address: 0.0.0.0, port_value: 10000 }
    filter_chains:
    - filters:
      - name: envoy.http_connection_manager
        config:
          stat_prefix: ingress_http
          codec_type: AUTO
          route_config:
            name: local_route
            virtual_hosts:
            - name: local_service
              domains: ["*"]
              routes:
              - match: { prefix: "/" }
                route: { cluster: some_service }
          http_filters:
          - name: envoy.router
  clusters:
  - name: some_service
    connect_timeout: 0.25s
    type: STATIC
    hosts: [{ socket_address: { address: 127.0.0.1, port_value: 8080 } }]
`;

/** A workload without Envoy, and its Service. */
const shop = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: shop
          image: nginx:1.29
          ports:
            - containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector: { app: shop }
  ports:
    - port: 80
      targetPort: 80
`;

describe('the journeys by hand', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let page: Page;
  let steps: CountedSteps;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-journeys-'));

  before(async () => {
    fs.cpSync(path.join(examples, 'nginx-sidecar'), path.join(folder, 'nginx-sidecar'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'shop.yaml'), shop);
    workbench = await openWorkbench({}, folder);
    page = workbench.page;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await trustFolder(page);
  });

  beforeEach(() => {
    steps = countedSteps(page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(page, `failed-${this.currentTest.title}`);
    await runCommand(page, 'File: Save All');
    await runCommand(page, 'View: Close All Editors');
  });

  after(async () => {
    await workbench?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const written = (file: string): string => fs.readFileSync(path.join(workbench.folder, file), 'utf8');

  async function saved(file: string, expected: RegExp): Promise<string> {
    for (let tries = 0; !expected.test(written(file)) && tries < 100; tries++) await page.waitForTimeout(50);
    assert.match(written(file), expected);
    return written(file);
  }

  const squiggles = () => page.locator('.squiggly-error, .squiggly-warning, .squiggly-info');

  /** A new file in the folder, open and empty. */
  async function newFile(name: string): Promise<void> {
    const files = page.locator('.explorer-folders-view .monaco-list-row').first();
    if (!(await files.isVisible())) await steps.press('Control+Shift+e');
    await files.waitFor();
    await page.locator('.explorer-folders-view').hover();
    const button = page.locator('.pane-header [aria-label="New File..."]');
    await steps.until(() => button.click(), page.locator('.explorer-item-edited input'));
    await steps.type(name);
    await steps.press('Enter');
    await page.locator('.tab.active', { hasText: name }).waitFor();
    await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  }

  /** Clicks Run Locally in the editor's title and waits for the answer of Envoy. */
  async function runLocally(): Promise<void> {
    await steps.click(page.locator('.editor-actions [aria-label^="Run Locally"]').first());
    const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await view.getByText('200').first().waitFor({ timeout: 60_000 });
  }

  /** Clicks a word and chooses an action of its menu. */
  async function fix(word: string, action: string): Promise<void> {
    await steps.click(wordInEditor(page, word));
    await page.locator('[class*=codicon-gutter-lightbulb], .lightBulbWidget').first().waitFor();
    await steps.press('Control+.');
    const row = page.locator('.action-widget .monaco-list-row.action', { hasText: action });
    await row.first().waitFor();
    await picture(page, `74-blog-${word}`);
    await steps.click(row.first());
    await row.first().waitFor({ state: 'detached' });
    await page.waitForTimeout(1000);
  }

  it('a new file', async () => {
    await newFile('envoy.yaml');
    await page.locator('.statusbar-item', { hasText: 'Envoy bootstrap' }).waitFor();
    await steps.press('Control+Space');
    await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'Envoy bootstrap' }).waitFor();
    await picture(page, '70-new-file-offers');
    await steps.press('Enter');
    await wordInEditor(page, 'static_resources').waitFor();
    await picture(page, '71-new-file-written');
    assert.equal(await squiggles().count(), 0);
    await runLocally();
    await picture(page, '72-new-file-runs');
    checkDescribed('A new file', steps);
  });

  it('a snippet from a blog', async () => {
    await newFile('blog.yaml');
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(fromBlog)})`);
    await steps.until(() => page.keyboard.press('Control+v'), page.locator('.squiggly-error').first());
    await picture(page, '73-blog-pasted');
    await fix('config', 'Fix all envoy/v2-leftover in this file');
    await fix('envoy.router', 'Fix all envoy/missing-typed-config');
    await page.waitForSelector('.squiggly-error', { state: 'detached' });
    await fix('access_log_path', "Migrate to 'access_log'");
    await page.waitForSelector('.squiggly-warning', { state: 'detached' });
    await picture(page, '74-blog-clean');
    assert.equal(await squiggles().count(), 0);
    await runLocally();
    await picture(page, '74-blog-runs');
    checkDescribed('A snippet from a blog', steps);
  });

  it('the port everywhere', async () => {
    await openFile(page, 'nginx-sidecar/envoy.yaml');
    await steps.click(wordInEditor(page, '9092'));
    await steps.press('F2');
    await page.locator('.rename-box input:focus').waitFor();
    await steps.type('9000');
    await picture(page, '75-port-asked');
    await steps.press('Enter');
    await page.locator('.rename-box input').waitFor({ state: 'hidden' });
    await saved('nginx-sidecar/pod.yaml', /containerPort: 9000/);
    await picture(page, '76-port-changed');
    checkDescribed('A port everywhere', steps);
  });

  it('who uses a port', async () => {
    await openFile(page, 'nginx-sidecar/envoy.yaml');
    await steps.click(wordInEditor(page, '9000'));
    await steps.press('Shift+F12');
    await page.locator('.reference-zone-widget .monaco-list-row').first().waitFor();
    await picture(page, '77-port-uses');
    checkDescribed('Who uses a port', steps);
  });

  it('a sidecar for a workload', async () => {
    await openFile(page, 'shop.yaml');
    await steps.click(wordInEditor(page, 'Deployment'));
    await page.waitForTimeout(1000);
    await steps.press('Control+.');
    const menu = page.locator('.action-widget', { hasText: 'Add an Envoy sidecar' });
    await menu.waitFor();
    await picture(page, '78-add-sidecar');
    await steps.press('Enter');
    await menu.waitFor({ state: 'hidden' });
    await page.locator('.editor-actions [aria-label^="Run Locally"]').waitFor();
    await picture(page, '79-added-sidecar');
    assert.equal(await squiggles().count(), 0);
    await runLocally();
    await picture(page, '79-added-sidecar-runs');
    checkDescribed('A sidecar for a workload', steps);
  });
});

describe('the journey of a new project by hand', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-project-'));

  before(async () => {
    workbench = await openWorkbench({}, empty);
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(async () => {
    await workbench?.close();
    fs.rmSync(empty, { recursive: true, force: true });
  });

  it('a new project', async () => {
    const { page } = workbench;
    const steps = countedSteps(page);
    await steps.click(page.locator('.activitybar a[aria-label="Envoy Sidecar"]'));
    await picture(page, '80-project-view');
    await steps.click(page.locator('.welcome-view-content').getByRole('button', { name: 'New Envoy Sidecar…' }));
    for (const question of ['(1/5)', '(2/5)', '(3/5)', '(4/5)', '(5/5)']) {
      const title = page.locator('.quick-input-title', { hasText: question });
      await title.waitFor();
      await steps.press('Enter');
      await title.waitFor({ state: 'hidden' });
    }
    const run = page.locator('.editor-actions [aria-label^="Run Locally"]');
    await run.waitFor();
    await picture(page, '81-project-written');
    await steps.click(run);
    const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await view.getByText('200').first().waitFor({ timeout: 60_000 });
    await picture(page, '82-project-runs');
    checkDescribed('A new project', steps);
  });
});

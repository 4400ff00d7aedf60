import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  openFile,
  openWorkbench,
  picture,
  quickFixMenu,
  runCommand,
  trustFolder,
  type Workbench,
  wordInEditor,
} from './workbench.ts';

const envoy = `static_resources:
  clusters:
    - &base
      name: app
      type: STATIC
      connect_timeout: 1s # as the app is slow
    - <<: *base # what both have
      name: other
      http2_protocol_options: { max_concurrent_streams: 100 } # gRPC
`;

const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts:
        - { name: config, mountPath: /etc/envoy }
  volumes:
    - name: config
      configMap: { name: envoy-config }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  envoy.yaml: |
    static_resources:
      secrets:
        - name: server
          tls_certificate:
            certificate_chain: { filename: /tls.crt }
            private_key:
              inline_string: |
                -----BEGIN PRIVATE KEY-----
                ${'A'.repeat(64)}
                -----END PRIVATE KEY-----
`;

describe('fixes that write more than a word, by hand', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  const written = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-fixes-'));

  before(async () => {
    fs.writeFileSync(path.join(written, 'envoy.yaml'), envoy);
    fs.writeFileSync(path.join(written, 'pod.yaml'), pod);
    workbench = await openWorkbench({}, written);
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(async () => {
    await workbench?.close();
    fs.rmSync(written, { recursive: true, force: true });
  });

  /** The content of the file after it is saved with the expected text. */
  async function saved(file: string, expected: RegExp): Promise<string> {
    await runCommand(workbench.page, 'File: Save All');
    const read = () => fs.readFileSync(path.join(workbench.folder, file), 'utf8');
    for (let tries = 0; !expected.test(read()) && tries < 100; tries++) await workbench.page.waitForTimeout(50);
    return read();
  }

  it('write the fields of a merge key out', async () => {
    const { page } = workbench;
    await openFile(page, 'envoy.yaml');
    await page.waitForSelector('.squiggly-error');
    const menu = await quickFixMenu(page, wordInEditor(page, '<<'), 'Copy the merged fields');
    await picture(page, '20-merge-key');
    await menu.locator('.monaco-list-row.action', { hasText: 'Copy the merged fields' }).click();
    await page.waitForSelector('.squiggly-error', { state: 'detached' });
    const text = await saved('envoy.yaml', /name: other/);
    assert.match(text, /type: STATIC[\s\S]*name: other[\s\S]*max_concurrent_streams/);
    assert.doesNotMatch(text, /<</);
  });

  it('rewrite the HTTP options of a cluster', async () => {
    const { page } = workbench;
    const menu = await quickFixMenu(
      page,
      wordInEditor(page, 'http2_protocol_options'),
      /typed_extension_protocol_options/,
    );
    await picture(page, '21-deprecated');
    await menu.locator('.monaco-list-row.action', { hasText: 'typed_extension_protocol_options' }).first().click();
    await page.waitForSelector('.squiggly-warning', { state: 'detached' });
    await picture(page, '22-rewritten');
    const text = await saved('envoy.yaml', /HttpProtocolOptions/);
    assert.match(text, /explicit_http_config:[\s\S]*http2_protocol_options: \{ max_concurrent_streams: 100 \} # gRPC/);
  });

  it('move a private key from the ConfigMap to a Secret', async () => {
    const { page } = workbench;
    await openFile(page, 'pod.yaml');
    await page.waitForSelector('.squiggly-warning');
    const menu = await quickFixMenu(page, wordInEditor(page, 'inline_string'), 'Move to mounted Secret');
    await picture(page, '23-secret');
    await menu.locator('.monaco-list-row.action', { hasText: 'Move to mounted Secret' }).click();
    await page.waitForSelector('.squiggly-warning', { state: 'detached' });
    await picture(page, '24-in-a-secret');
    const text = await saved('pod.yaml', /kind: Secret/);
    assert.match(text, /private_key:\s+filename: \S+/);
    assert.equal(text.match(/BEGIN PRIVATE KEY/g)?.length, 1);
  });
});

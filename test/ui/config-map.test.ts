import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openFile, openWorkbench, picture, trustFolder, type Workbench } from './workbench.ts';

/** A folder with the example, whose config is in a ConfigMap. */
function inConfigMap(): string {
  const example = path.join(import.meta.dirname, '..', '..', 'examples', 'nginx-sidecar');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-ui-'));
  const read = (name: string) => fs.readFileSync(path.join(example, name), 'utf8');
  const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: proxy\ndata:\n  envoy.yaml: |\n';
  const pod = read('pod.yaml').replace(/hostPath:\n.*\n.*\n/, 'configMap: { name: proxy }\n');
  fs.writeFileSync(path.join(folder, 'config-map.yaml'), head + read('envoy.yaml').replace(/^(?=.)/gm, '    '));
  fs.writeFileSync(path.join(folder, 'pod.yaml'), pod.replace('/etc/envoy/envoy.yaml', '/etc/envoy'));
  fs.writeFileSync(path.join(folder, 'service.yaml'), read('service.yaml'));
  return folder;
}

/** What the page has and Node does not. */
interface Browser {
  getComputedStyle(element: unknown): { readonly color: string };
}

describe('a config in a ConfigMap', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({}, inConfigMap());
    await trustFolder(workbench.page);
    await openFile(workbench.page, 'config-map.yaml');
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(() => workbench?.close());

  it('has the colours of a file', async () => {
    const { page } = workbench;
    const word = (text: RegExp) =>
      page.locator('.editor-group-container.active .view-line span span', { hasText: text }).first();
    await word(/^9901$/).waitFor();
    await picture(page, '14-config-map');
    const colour = (text: RegExp) =>
      word(text).evaluate((span) => (globalThis as unknown as Browser).getComputedStyle(span).color);
    const [key, name, value, inManifest] = [
      await colour(/^static_resources$/),
      await colour(/^ingress$/),
      await colour(/^9901$/),
      await colour(/^metadata$/),
    ];
    assert.equal(key, inManifest);
    assert.equal(new Set([key, name, value]).size, 3);
  });

  it('has hints that name the Services of a listener', async () => {
    const { page } = workbench;
    await page.locator('.editor-group-container.active .view-line', { hasText: '← Service' }).first().waitFor();
  });
});

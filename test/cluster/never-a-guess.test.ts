import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type DeployPlan, deployPlanMethod, type Refusal } from '../../server/src/protocol.ts';
import type { FixtureFile } from '../fixture/parse-fixture.ts';
import { startClient } from '../lsp/test-client.ts';
import { brokenFiles, seedFiles } from '../plans/fixture/broken-files.ts';
import { type RealCluster, realCluster } from './real-cluster.ts';
import { type RecordingProxy, recordingProxy } from './recording-proxy.ts';
import { resetCluster } from './reset-cluster.ts';

describe('what Deploy sends to a real cluster', function () {
  this.timeout(60_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'recorded-'));
  let proxy: RecordingProxy;
  let cluster: RealCluster;

  beforeEach(async () => {
    proxy = await recordingProxy(realCluster().kubeconfig);
    const file = path.join(folder, 'config');
    fs.writeFileSync(file, proxy.kubeconfig);
    cluster = realCluster(file);
  });
  afterEach(() => {
    proxy.close();
    resetCluster();
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  /** Deploys the pod of these files as the editor does: the language server plans, the client sends. */
  const deploy = async (files: readonly FixtureFile[]) => {
    const client = await startClient();
    for (const { uri, text } of files) client.open(uri, text);
    const plan = () => client.request<DeployPlan | Refusal>(deployPlanMethod, { uri: files[0]?.uri });
    const deployed = await cluster.deploy(plan, { until: 'applied' });
    client.dispose();
    return deployed;
  };

  it('is nothing for a broken file, which is rejected on the line', async () => {
    for (const { what, files, uri, line } of brokenFiles) {
      const { result, ui } = await deploy(files);
      assert.ok(result.kind === 'no-plan', `${what}: ${result.kind}`);
      const { location } = result.refusal;
      assert.equal(location?.uri, uri, `${what}: ${result.refusal.refused}`);
      const shown = files.find((file) => file.uri === uri)?.text.split('\n')[location.range.start.line];
      assert.ok(shown?.includes(line), `${what}: ${shown}`);
      assert.deepEqual([result.changes, ui.asked, proxy.requests], [[], [], []], what);
    }
  });

  it('is the config, the pod and the Service of files without a mistake', async () => {
    const { result } = await deploy(seedFiles());
    assert.equal(result.kind, 'applied', JSON.stringify(result));
    const sent = proxy.requests.filter((request) => !/^GET |dryRun=All/.test(request));
    assert.deepEqual(
      sent.map((request) => request.split('?')[0]),
      ['configmaps/my-pod-envoy-config', 'pods/my-pod', 'services/my-service'].map(
        (name) => `PATCH /api/v1/namespaces/default/${name}`,
      ),
    );
  });
});

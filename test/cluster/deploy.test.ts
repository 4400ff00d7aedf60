import assert from 'node:assert/strict';
import http from 'node:http';
import { selfSignedCertificate } from '../../server/src/self-signed-certificate.ts';
import { deleteDeployed } from '../../client/src/deploy/delete-deployed.ts';
import { deployedObjects } from '../../client/src/deploy/deployed-objects.ts';
import { describeResult } from '../../client/src/deploy/describe-result.ts';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import {
  planned,
  podSpec,
  seedConfig,
  seedListener,
  seedPlan,
  seedPod,
  seedService,
  withWorkload,
} from '../deploy/fixture/plan-of.ts';
import { scriptedUi } from '../deploy/fixture/scripted-ui.ts';
import { applyAs, type KubeApi, kubeApi } from './kube-api.ts';
import { type Deployed, type RealCluster, realCluster } from './real-cluster.ts';
import { resetCluster } from './reset-cluster.ts';

const pods = '/api/v1/namespaces/default/pods';
const configMaps = '/api/v1/namespaces/default/configmaps';

describe('deploy to a real cluster', function () {
  this.timeout(120_000);
  let cluster: RealCluster;
  let api: KubeApi;

  beforeEach(() => {
    cluster = realCluster();
    api = kubeApi(cluster.kubeconfig);
  });
  afterEach(async () => {
    for (const forward of cluster.forwards.all()) await cluster.forwards.stop(forward);
    resetCluster();
  });

  it("shows nginx's page through Envoy for the seed's pod and a Service, and keeps the forward open", async () => {
    const plan = seedPlan();
    const withService = { ...plan, objects: [...plan.objects, planned('service', seedService)] };
    const deployed = await cluster.deploy(withService);
    const response = responseOf(deployed);
    assert.equal(response.status, 200);
    assert.deepEqual(
      response.headers.find(([name]) => name === 'server'),
      ['server', 'envoy'],
    );
    assert.match(response.body, /Welcome to nginx!/);
    assert.deepEqual(changesOf(deployed), [
      'created ConfigMap my-pod-envoy-config',
      'created Pod my-pod',
      'created Service my-service',
    ]);
    assert.equal((await api('GET', '/api/v1/namespaces/default/services/my-service')).code, 200);
    assert.match(await get(response.browserUrl ?? ''), /Welcome to nginx!/);

    const again = await cluster.deploy(withService);
    assert.equal(responseOf(again).browserUrl, response.browserUrl, 'the forward keeps its local port');
    assert.deepEqual(again.ui.asked, [], 'a local cluster is asked about once');
    assert.deepEqual(
      again.result.changes.map(({ action }) => action),
      ['unchanged', 'unchanged', 'unchanged'],
    );
  });

  it('replaces the pod, after asking, when the config has changed', async () => {
    await cluster.deploy(seedPlan(), { until: 'ready' });
    const changed = seedPlan({ config: seedConfig((text) => text.replace('prefix: "/"', 'prefix: "/nothing"')) });
    const deployed = await cluster.deploy(changed);
    assert.deepEqual(
      deployed.ui.asked.map(({ question }) => question),
      ['replace'],
    );
    assert.equal(responseOf(deployed).status, 404);
    assert.deepEqual(changesOf(deployed), [
      'changed ConfigMap my-pod-envoy-config',
      'deleted Pod my-pod',
      'created Pod my-pod',
    ]);
  });

  it('replaces a pod with other immutable fields only after a yes', async () => {
    await cluster.deploy(seedPlan(), { until: 'ready' });
    const { uid } = (await api('GET', `${pods}/my-pod`)).body.metadata;
    const changed = withWorkload(seedPlan(), seedPod({ ports: [{ containerPort: 80 }] }));
    const no = await cluster.deploy(changed, { script: { confirmReplace: async () => undefined } });
    assert.deepEqual([no.result.kind, no.result.changes], ['cancelled', []]);
    assert.equal((await api('GET', `${pods}/my-pod`)).body.metadata.uid, uid);
    const yes = await cluster.deploy(changed, { until: 'ready' });
    assert.equal(yes.result.kind, 'applied');
    assert.notEqual((await api('GET', `${pods}/my-pod`)).body.metadata.uid, uid);
  });

  it('waits for the new pod of a Deployment, not for the old one that is Ready', async () => {
    const deployment = withWorkload(seedPlan(), deploymentOf(podSpec()));
    assert.equal(responseOf(await cluster.deploy(deployment)).status, 200);
    const config = seedConfig((text) => text.replace('prefix: "/"', 'prefix: "/nothing"'));
    const deployed = await cluster.deploy(withWorkload(seedPlan({ config }), deploymentOf(podSpec())));
    assert.equal(responseOf(deployed).status, 404);
    assert.deepEqual(deployed.ui.asked, [], 'a Deployment replaces its pods itself');
  });

  it('sends HTTP/2 over TLS', async () => {
    const { chain, key } = selfSignedCertificate(['shop.example'], new Date());
    const certificate = `{ certificate_chain: { inline_string: ${JSON.stringify(chain)} }, private_key: { inline_string: ${JSON.stringify(key)} } }`;
    const context = `"@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext, common_tls_context: { tls_certificates: [${certificate}] }`;
    const config = seedConfig((text) =>
      text
        .replace('codec_type: AUTO', 'codec_type: HTTP2')
        .replace('- filters:', `- transport_socket: { name: tls, typed_config: { ${context} } }\n      filters:`),
    );
    const listeners = [{ ...seedListener, http2: true, tls: { serverNames: [] } } as const];
    const response = responseOf(await cluster.deploy(seedPlan({ config, listeners })));
    assert.deepEqual([response.status, response.httpVersion], [200, '2']);
    assert.match(response.body, /Welcome to nginx!/);
    assert.match(
      response.notes.join(),
      /does not trust the certificate of the listener \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    );
  });

  it('reaches a loopback listener and says that a Service does not', async () => {
    const config = seedConfig((text) => text.replace('0.0.0.0', '127.0.0.1'));
    const listeners = [{ ...seedListener, address: '127.0.0.1', loopback: true }];
    const response = responseOf(await cluster.deploy(seedPlan({ config, listeners })));
    assert.equal(response.status, 200);
    assert.match(response.notes.join(), /A port-forward can reach it, but a Service cannot/);
  });

  it('asks each time if the context is named like production', async () => {
    for (let time = 0; time < 2; time++) {
      const { ui } = await cluster.deploy(seedPlan(), { context: 'prod-eu', until: 'ready' });
      assert.deepEqual(
        ui.asked.map(({ question }) => question),
        ['deploy'],
      );
    }
  });

  it('deletes exactly what it created', async () => {
    await api('POST', configMaps, { metadata: { name: 'not-ours' }, data: {} });
    await cluster.deploy(seedPlan(), { until: 'ready' });
    // Someone else replaces the ConfigMap by another one, which has another uid.
    await api('DELETE', `${configMaps}/my-pod-envoy-config`);
    await api('POST', configMaps, { metadata: { name: 'my-pod-envoy-config' }, data: {} });
    const { memory, forwards, kubeconfig } = cluster;
    const ui = scriptedUi();
    const result = await deleteDeployed({ memory, forwards, targets: kubeconfig.targets }, cluster.kubeCluster, ui);
    assert.deepEqual(
      ui.asked.map(({ question }) => question),
      ['delete'],
    );
    assert.deepEqual(changesOf({ result }), ['deleted Pod my-pod']);
    assert.deepEqual(deployedObjects(memory), []);
    for (const name of ['not-ours', 'my-pod-envoy-config']) {
      assert.equal((await api('GET', `${configMaps}/${name}`)).code, 200, name);
    }
  });

  it('offers to take fields over from another manager, and leaves them without a yes', async () => {
    const foreign = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'my-pod-envoy-config' } };
    await applyAs('somebody', api, `${configMaps}/my-pod-envoy-config`, {
      ...foreign,
      data: { 'envoy.yaml': 'theirs' },
    });
    const no = await cluster.deploy(seedPlan(), { script: { confirmForce: async () => false } });
    assert.equal(no.result.kind, 'conflict');
    assert.match(sentence(no), /other managers own some of its fields: conflict with "somebody"/);
    assert.equal((await api('GET', `${configMaps}/my-pod-envoy-config`)).body.data['envoy.yaml'], 'theirs');
    const yes = await cluster.deploy(seedPlan());
    assert.equal(responseOf(yes).status, 200);
  });
});

function deploymentOf(spec: Readonly<Record<string, unknown>>) {
  const labels = { app: 'my-app' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'my-app' },
    spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

function responseOf({ result }: Pick<Deployed, 'result'>) {
  assert.ok(result.kind === 'applied' && result.answer?.kind === 'answered', sentence({ result }));
  return result.answer.response;
}

function changesOf({ result }: Pick<Deployed, 'result'>): readonly string[] {
  return result.changes.map(({ action, ref }) => `${action} ${ref.kind} ${ref.name}`);
}

function sentence({ result }: Pick<Deployed, 'result'>): string {
  return describeResult(result, plainEnglish);
}

function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get(url, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve(text));
      })
      .on('error', reject);
  });
}

import assert from 'node:assert/strict';
import net from 'node:net';
import type { Location } from 'vscode-languageserver-types';
import { describeChanges, describeResult, placesOf } from '../../client/src/deploy/describe-result.ts';
import { createKubeCluster } from '../../client/src/deploy/kube-cluster.ts';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import {
  configUri,
  podSpec,
  podUri,
  seedConfig,
  seedListener,
  seedPlan,
  seedPod,
  withWorkload,
} from '../deploy/fixture/plan-of.ts';
import { type KubeApi, kubeApi } from './kube-api.ts';
import { type Deployed, type RealCluster, realCluster } from './real-cluster.ts';
import { resetCluster } from './reset-cluster.ts';

describe('a deploy that fails says why in one sentence', function () {
  this.timeout(120_000);
  let cluster: RealCluster;
  let api: KubeApi;

  before(() => {
    cluster = realCluster();
    api = kubeApi(cluster.kubeconfig);
  });
  beforeEach(() => {
    cluster = realCluster();
  });
  afterEach(() => resetCluster());

  it('the server cannot be reached', async () => {
    const port = await freePort();
    const server = `https://127.0.0.1:${port}`;
    const kubeconfig = cluster.kubeconfig.merged.replaceAll('https://127.0.0.1:1"', `${server}"`);
    const target = { context: 'dead', namespace: 'default', server };
    const answer = await createKubeCluster(kubeconfig).list(
      target,
      { apiVersion: 'v1', kind: 'Pod' },
      AbortSignal.timeout(5000),
    );
    assert.deepEqual(answer, { kind: 'unreachable', detail: `connect ECONNREFUSED 127.0.0.1:${port}` });
    const deployed = await cluster.deploy(seedPlan(), { context: 'dead' });
    assert.match(sentence(deployed), /^Cannot reach the cluster of context dead at https:\/\/127\.0\.0\.1:1: .+\.$/);
    assert.deepEqual(deployed.result.changes, []);
  });

  it('the user may not do it', async () => {
    const readonly = await cluster.deploy(seedPlan(), { context: 'one-readonly' });
    assert.equal(
      sentence(readonly),
      'You are not allowed to patch configmaps in namespace default of context one-readonly.',
    );
    const plan = seedPlan();
    const elsewhere = { ...plan, workload: { ...plan.workload, namespace: 'default' } };
    const teamA = await cluster.deploy(elsewhere, { context: 'one-team-a' });
    assert.equal(
      sentence(teamA),
      'You are not allowed to patch configmaps in namespace default of context one-team-a.',
    );
  });

  it('the user may deploy but not forward', async () => {
    await allowAllButForward(api);
    const deployed = await cluster.deploy(seedPlan(), { context: 'one-readonly' });
    assert.equal(
      sentence(deployed),
      'You are not allowed to create pods/portforward in namespace default of context one-readonly.',
    );
    assert.deepEqual(lines(deployed), [
      'ConfigMap my-pod-envoy-config was created in namespace default.',
      'Pod my-pod was created in namespace default.',
    ]);
    await api('DELETE', '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles/deployer');
    await api('DELETE', '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings/deployer');
  });

  it('the dry run is rejected for an unknown field and an invalid value, on their lines', async () => {
    const asked: string[] = [];
    const place: Location = {
      uri: podUri,
      range: { start: { line: 7, character: 4 }, end: { line: 7, character: 9 } },
    };
    const field = async (_origin: Location, path: string) => {
      asked.push(path);
      return place;
    };
    const envoyError = async () => undefined;
    // One at a time: the server goes through a map in any order and stops at the first field that it does not know.
    const inContainer = await cluster.deploy(withWorkload(seedPlan(), seedPod({ prots: [] })), {
      locate: { field, envoyError },
    });
    assert.deepEqual(asked, ['spec.containers[0].prots']);
    assert.match(
      sentence(inContainer),
      /^The cluster rejected Pod my-pod: spec\.containers\[0\]\.prots: field not declared/,
    );
    assert.deepEqual(placesOf(inContainer.result, plainEnglish)[0]?.location, place);
    const pod = seedPod();
    const inSpec = withWorkload(seedPlan(), { ...pod, spec: { ...(pod.spec as object), restartPolcy: 'Always' } });
    await cluster.deploy(inSpec, { locate: { field, envoyError } });
    assert.equal(asked.at(-1), 'spec.restartPolcy');
    const invalid = withWorkload(seedPlan(), seedPod({ ports: [{ containerPort: 99999 }] }));
    const second = await cluster.deploy(invalid, { locate: { field, envoyError } });
    assert.equal(asked.at(-1), 'spec.containers[0].ports[0].containerPort');
    assert.match(sentence(second), /Invalid value: 99999: must be between 1 and 65535/);
    const { body } = await api('GET', '/api/v1/namespaces/default/configmaps/my-pod-envoy-config');
    assert.equal(body.reason, 'NotFound', 'nothing was created, not even the objects before the refused one');
  });

  it('the namespace does not exist', async () => {
    const plan = seedPlan();
    const elsewhere = { ...plan, workload: { ...plan.workload, namespace: 'nope' } };
    const deployed = await cluster.deploy(elsewhere);
    assert.equal(
      sentence(deployed),
      'The cluster rejected ConfigMap my-pod-envoy-config: namespaces "nope" not found (and 1 more)',
    );
  });

  it('a quota is exceeded, by a pod and by the pods of a Deployment', async () => {
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'none' },
      spec: { hard: { pods: '0' } },
    };
    await api('POST', '/api/v1/namespaces/default/resourcequotas', quota);
    await waitFor(async () => {
      const { body } = await api('GET', '/api/v1/namespaces/default/resourcequotas/none');
      return body.status?.hard?.pods === '0';
    });
    const pod = await cluster.deploy(seedPlan());
    assert.match(sentence(pod), /^The cluster rejected Pod my-pod: pods "my-pod" is forbidden: exceeded quota: none/);
    const labels = { app: 'my-app' };
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'my-app' },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec() } },
    };
    const many = await cluster.deploy(withWorkload(seedPlan(), deployment));
    assert.match(sentence(many), /^The cluster cannot create the pod: .*exceeded quota: none/);
    assert.equal(many.result.changes.length, 2, 'what was created is listed');
  });

  it('an admission policy rejects it, in its own words', async () => {
    const admission = '/apis/admissionregistration.k8s.io/v1';
    await api('POST', `${admission}/validatingadmissionpolicies`, {
      metadata: { name: 'no-latest' },
      spec: {
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        validations: [{ expression: 'false', message: 'images must be pinned' }],
      },
    });
    await api('POST', `${admission}/validatingadmissionpolicybindings`, {
      metadata: { name: 'no-latest' },
      spec: { policyName: 'no-latest', validationActions: ['Deny'] },
    });
    const probe = { metadata: { name: 'probe' }, spec: podSpec() };
    await waitFor(async () => (await api('POST', '/api/v1/namespaces/default/pods?dryRun=All', probe)).code >= 400);
    const deployed = await cluster.deploy(seedPlan());
    await api('DELETE', `${admission}/validatingadmissionpolicybindings/no-latest`);
    await waitFor(async () => (await api('POST', '/api/v1/namespaces/default/pods?dryRun=All', probe)).code < 300);
    assert.match(sentence(deployed), /^The cluster rejected Pod my-pod: .*images must be pinned/);
    assert.deepEqual(deployed.result.changes, []);
  });

  it('an image cannot be pulled', async () => {
    const deployed = await cluster.deploy(withWorkload(seedPlan(), seedPod({ image: 'nginx:no-such-tag' })));
    assert.match(
      sentence(deployed),
      /^Image nginx:no-such-tag of container main-container does not exist in its registry: .+/,
    );
    assert.equal(lines(deployed).length, 2);
  });

  it('Envoy rejects its config, on the line', async () => {
    const asked: string[] = [];
    const location = { uri: configUri, range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } } };
    const envoyError = async (uri: string, message: string) => {
      asked.push(uri, message);
      return location;
    };
    const config = seedConfig((text) => text.replace('route: { cluster: app }', 'route: { cluster: ap }'));
    const deployed = await cluster.deploy(seedPlan({ config }), {
      locate: { field: async () => undefined, envoyError },
    });
    assert.match(sentence(deployed), /^Envoy rejected its config: route: unknown cluster 'ap'/);
    assert.deepEqual(asked, [configUri, "route: unknown cluster 'ap'"]);
    assert.deepEqual(placesOf(deployed.result, plainEnglish)[0]?.location, location);
  });

  it('a container crashes', async () => {
    const command = ['/bin/sh', '-c', 'echo the disk is full; exit 3'];
    const deployed = await cluster.deploy(withWorkload(seedPlan(), seedPod({ command })));
    assert.equal(sentence(deployed), 'Container main-container exited with code 3: the disk is full');
  });

  it('the pod is not Ready in time, with the event', async () => {
    const readinessProbe = { httpGet: { path: '/', port: 81 }, periodSeconds: 1 };
    const limits = { readyMs: 8000, answerMs: 1000 };
    const deployed = await cluster.deploy(withWorkload(seedPlan(), seedPod({ readinessProbe })), { limits });
    assert.match(
      sentence(deployed),
      /^The pod is not Ready after 8 s \(main-container: not ready\): Unhealthy: Readiness probe failed: .*refused/,
    );
  });

  it('nothing listens on the port', async () => {
    const listeners = [{ ...seedListener, port: 9093 }];
    const limits = { readyMs: 60_000, answerMs: 3000 };
    const deployed = await cluster.deploy(seedPlan({ listeners }), { limits });
    assert.equal(
      sentence(deployed),
      'Nothing listens on port 9093 in pod my-pod. The connection to listener listener_0 was refused.',
    );
    assert.deepEqual(cluster.forwards.all(), [], 'no forward is left that leads nowhere');
  });

  it('cancelling while the pod starts leaves what was created and lists it', async () => {
    const readinessProbe = { httpGet: { path: '/', port: 81 }, periodSeconds: 1 };
    const slow = withWorkload(seedPlan(), seedPod({ readinessProbe }));
    const deployed = await cluster.deploy(slow, { script: { cancelAt: 'waiting' } });
    assert.equal(deployed.result.kind, 'cancelled');
    assert.equal(lines(deployed).length, 2);
    assert.equal((await api('GET', '/api/v1/namespaces/default/pods/my-pod')).code, 200);
  });
});

function sentence({ result }: Deployed): string {
  return describeResult(result, plainEnglish);
}

function lines({ result }: Deployed): readonly string[] {
  return describeChanges(result, plainEnglish);
}

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the cluster did not come into the state that the test needs within 20 s');
}

async function allowAllButForward(api: KubeApi): Promise<void> {
  const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
  const verbs = ['get', 'list', 'watch', 'create', 'patch'];
  const resources = ['pods', 'configmaps', 'pods/log', 'events'];
  await api('POST', `${rbac}/roles`, {
    metadata: { name: 'deployer' },
    rules: [{ apiGroups: [''], resources, verbs }],
  });
  await api('POST', `${rbac}/rolebindings`, {
    metadata: { name: 'deployer' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'deployer' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'readonly' }],
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

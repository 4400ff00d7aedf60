import assert from 'node:assert/strict';
import { describeResult } from '../../client/src/deploy/describe-result.ts';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import type { KubernetesObject } from '../../server/src/protocol.ts';
import { podSpec, seedPlan, seedPod, withWorkload } from '../deploy/fixture/plan-of.ts';
import { type KubeApi, kubeApi } from './kube-api.ts';
import { type DeployOptions, type RealCluster, realCluster } from './real-cluster.ts';
import { resetCluster } from './reset-cluster.ts';

/** How soon a known cause must end the wait, which would otherwise last 90 seconds. */
const soonMs = 30_000;
const labels = { app: 'my-app' };

describe('a deploy whose pod cannot become Ready ends early, at the field', function () {
  this.timeout(120_000);
  let cluster: RealCluster;
  let api: KubeApi;

  before(() => {
    api = kubeApi(realCluster().kubeconfig);
  });
  beforeEach(() => {
    cluster = realCluster();
  });
  afterEach(() => resetCluster());

  /** The sentence, and the path of the field that was asked for. */
  async function deployed(manifest: KubernetesObject, options: DeployOptions = {}) {
    const paths: string[] = [];
    const field = async (_: unknown, path: string) => {
      paths.push(path);
      return undefined;
    };
    const locate = { field, envoyError: async () => undefined };
    const started = Date.now();
    const limits = { readyMs: 90_000, answerMs: 5000 };
    const { result } = await cluster.deploy(withWorkload(seedPlan(), manifest), { limits, locate, ...options });
    assert.ok(Date.now() - started < soonMs, `it took ${Date.now() - started} ms`);
    return [describeResult(result, plainEnglish), paths.at(-1)] as const;
  }

  it('a ConfigMap, a key and a Secret are missing', async () => {
    const withVolume = (source: object) => {
      const spec = podSpec({ volumeMounts: [{ name: 'extra', mountPath: '/extra' }] });
      return { ...seedPod(), spec: { ...spec, volumes: [...(spec.volumes as []), { name: 'extra', ...source }] } };
    };
    const path = 'spec.volumes[name="extra"]';
    assert.deepEqual(await deployed(withVolume({ configMap: { name: 'absent' } })), [
      'Volume extra cannot be mounted: configmap "absent" not found',
      path,
    ]);
    await resetCluster();
    const items = [{ key: 'absent.yaml', path: 'x' }];
    assert.deepEqual(await deployed(withVolume({ configMap: { name: 'my-pod-envoy-config', items } })), [
      'Volume extra cannot be mounted: configmap references non-existent config key: absent.yaml',
      path,
    ]);
    await resetCluster();
    assert.deepEqual(await deployed(withVolume({ secret: { secretName: 'absent' } })), [
      'Volume extra cannot be mounted: secret "absent" not found',
      path,
    ]);
  });

  it('a variable refers to a Secret that does not exist', async () => {
    const env = [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'absent', key: 'x' } } }];
    assert.deepEqual(await deployed(seedPod({ env })), [
      'Container main-container cannot start (CreateContainerConfigError): secret "absent" not found',
      'spec.containers[name="main-container"].name',
    ]);
  });

  it('no node fits', async () => {
    const nodeSelector = { disk: 'fast' };
    const [sentence, path] = await deployed({ ...seedPod(), spec: { ...podSpec(), nodeSelector } });
    assert.match(
      sentence,
      /^Pod my-pod cannot be scheduled: 0\/1 nodes are available: .*didn't match Pod's node affinity/,
    );
    assert.equal(path, 'spec.nodeSelector');
    await resetCluster();
    const [tooLarge] = await deployed(seedPod({ resources: { requests: { memory: '900Gi' } } }));
    assert.match(tooLarge, /^Pod my-pod cannot be scheduled: .*Insufficient memory/);
  });

  it('a container needs too much memory', async () => {
    const command = ['/bin/sh', '-c', 'x=0123456789abcdef; while :; do x=$x$x; done'];
    assert.deepEqual(await deployed(seedPod({ command, resources: { limits: { memory: '24Mi' } } })), [
      'Container main-container was stopped, because it needs more memory than its limit of 24Mi.',
      'spec.containers[name="main-container"].resources.limits.memory',
    ]);
  });

  it('a container ends without an error', async () => {
    assert.deepEqual(await deployed(seedPod({ command: ['/bin/true'] })), [
      'Container main-container ended with exit code 0, but it must keep running for the pod to be Ready.',
      'spec.containers[name="main-container"].name',
    ]);
  });

  it('an init container fails, or does not end', async () => {
    const withInit = (command: string) => {
      const initContainers = [{ name: 'migrate', image: 'nginx:latest', command: ['/bin/sh', '-c', command] }];
      return { ...seedPod(), spec: { ...podSpec(), initContainers } };
    };
    const path = 'spec.initContainers[name="migrate"].name';
    assert.deepEqual(await deployed(withInit('echo no database; exit 3')), [
      'Init container migrate exited with code 3: no database',
      path,
    ]);
    await resetCluster();
    assert.deepEqual(await deployed(withInit('sleep 600'), { limits: { readyMs: 8000, answerMs: 1000 } }), [
      'Init container migrate has not ended after 8 s, so the other containers did not start.',
      path,
    ]);
  });

  it('a Job finishes, which is a success', async () => {
    const spec = {
      restartPolicy: 'Never',
      containers: [{ name: 'once', image: 'nginx:latest', command: ['/bin/true'] }],
    };
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'once' }, spec: { template: { spec } } };
    assert.deepEqual(await deployed(job), ['Job once has finished with success.', undefined]);
  });

  it('a workload has no pods', async () => {
    const workload = (kind: string, more: object, podMore: object = {}): KubernetesObject => ({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { ...podSpec(), ...podMore } },
        ...more,
      },
    });
    assert.deepEqual(await deployed(workload('Deployment', { replicas: 0 })), [
      "Deployment web has 'replicas: 0', so it has no pods.",
      'spec.replicas',
    ]);
    await resetCluster();
    assert.deepEqual(await deployed(workload('Deployment', { paused: true })), [
      "Deployment web has 'paused: true', so it does not replace its pods.",
      'spec.paused',
    ]);
    await resetCluster();
    assert.deepEqual(await deployed(workload('DaemonSet', {}, { nodeSelector: { disk: 'fast' } })), [
      'DaemonSet web fits no node of the cluster, so it has no pods. Check its nodeSelector, affinity and tolerations.',
      'spec.template.spec.nodeSelector',
    ]);
    await resetCluster();
    // The pod is not Ready within this time, so the Deployment is deleted while it is waited for.
    const slow = workload('Deployment', {}, podSpec({ readinessProbe: { httpGet: { path: '/', port: 81 } } }));
    const gone = deployed(slow);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    await api('DELETE', '/apis/apps/v1/namespaces/default/deployments/web');
    assert.equal((await gone)[0], 'Deployment web was deleted by someone else while waiting for its pods.');
  });
});

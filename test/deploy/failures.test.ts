import assert from 'node:assert/strict';
import { placesOf } from '../../client/src/deploy/describe-result.ts';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import type { KubernetesObject } from '../../server/src/protocol.ts';
import { fakeCluster, ready, refusal } from './fixture/fake-cluster.ts';
import { fakeDeploy } from './fixture/fake-deploy.ts';
import { configUri, podUri } from './fixture/plan-of.ts';

const configMap = 'ConfigMap my-pod-envoy-config';
const forbidden = refusal(
  403,
  'pods "my-pod" is forbidden: User "x" cannot patch resource "pods" in API group "" in the namespace "default"',
);

describe('a deploy that the cluster rejects', () => {
  for (const [name, call, answer, sentence] of [
    [
      'unreachable',
      'read Pod my-pod',
      { kind: 'unreachable', detail: 'connect ECONNREFUSED' },
      'Cannot reach the cluster of context kind-dev at https://127.0.0.1:6443: connect ECONNREFUSED.',
    ],
    [
      'credentials that cannot be had',
      `read ${configMap}`,
      { kind: 'no-credentials', detail: 'gcloud not found' },
      'The cluster of context kind-dev does not accept your credentials: gcloud not found.',
    ],
    [
      'credentials that have expired',
      `read ${configMap}`,
      refusal(401, 'Unauthorized'),
      'The cluster of context kind-dev does not accept your credentials: Unauthorized.',
    ],
    [
      'a missing right',
      'dry-run Pod my-pod',
      forbidden,
      'You are not allowed to patch pods in namespace default of context kind-dev.',
    ],
    [
      'a quota',
      'dry-run Pod my-pod',
      refusal(403, 'pods "my-pod" is forbidden: exceeded quota: q'),
      'The cluster rejected Pod my-pod: pods "my-pod" is forbidden: exceeded quota: q',
    ],
    [
      'a webhook',
      'dry-run Pod my-pod',
      refusal(400, 'admission webhook "w" denied the request: no'),
      'The cluster rejected Pod my-pod: admission webhook "w" denied the request: no',
    ],
  ] as const) {
    it(`ends in one sentence for ${name}, and changes nothing`, async () => {
      const run = await fakeDeploy({ answers: { [call]: answer } });
      assert.deepEqual([run.sentence, run.changes], [sentence, []]);
      assert.equal(
        run.cluster.calls.some((line) => line.startsWith('apply')),
        false,
      );
    });
  }

  it('says what was created before the apply failed, and what may have been', async () => {
    const refused = await fakeDeploy({ answers: { 'apply Pod my-pod': forbidden } });
    assert.deepEqual(refused.changes, [`${configMap} was created in namespace default.`]);
    const broken = await fakeDeploy({ answers: { 'apply Pod my-pod': { kind: 'unreachable', detail: 'reset' } } });
    assert.equal(broken.result.kind, 'unreachable');
    assert.match(broken.changes[1] ?? '', /^Pod my-pod may have been changed/);
  });

  it('puts every rejected field on its line, and what is generated on the config', async () => {
    const message =
      'failed to create typed patch object (/my-pod; /v1, Kind=Pod): errors:\n  .spec.containers[name="sidecar-container"].prots: field not declared in schema\n  .spec.foo: field not declared in schema';
    const asked: string[] = [];
    const range = { start: { line: 4, character: 2 }, end: { line: 4, character: 7 } };
    const field = async (origin: { uri: string }, path: string) => {
      asked.push(`${origin.uri} ${path}`);
      return path === 'spec.foo' ? undefined : { uri: origin.uri, range };
    };
    const answers = {
      'dry-run Pod my-pod': refusal(500, message),
      [`dry-run ${configMap}`]: refusal(413, 'too large'),
    };
    const run = await fakeDeploy({ answers, locate: { field, envoyError: async () => undefined } });
    assert.deepEqual(asked, [`${podUri} spec.containers[1].prots`, `${podUri} spec.foo`]);
    assert.deepEqual(
      placesOf(run.result, plainEnglish).map(({ location, message: text }) => [
        location.uri,
        location.range.start.line,
        text,
      ]),
      [
        [configUri, 0, 'too large'],
        [podUri, 4, 'spec.containers[1].prots: field not declared in schema'],
        [podUri, 0, 'spec.foo: field not declared in schema'],
      ],
    );
  });
});

describe('a deploy whose pod does not become Ready', () => {
  const waiting = (reason: string, message: string) => ({
    phase: 'Pending',
    containerStatuses: [{ name: 'main-container', state: { waiting: { reason, message } } }],
  });
  const ended = (name: string, more: object = {}) => ({
    phase: 'Running',
    containerStatuses: [{ name, restartCount: 0, state: { terminated: { exitCode: 1 } }, ...more }],
  });
  const refusalLog =
    "[2026-01-01 00:00:00.000][1][critical][main] [source/server/server.cc:440] error `route: unknown cluster 'x'` initializing config '  /etc/envoy/envoy.yaml'";

  for (const [name, status, sentence] of [
    [
      'an image',
      waiting('ErrImagePull', 'not found'),
      'Image nginx:latest of container main-container does not exist in its registry: not found',
    ],
    [
      'a container',
      waiting('CreateContainerConfigError', 'configmap "x" not found'),
      'Container main-container cannot start (CreateContainerConfigError): configmap "x" not found',
    ],
    [
      'a crash',
      ended('main-container', { restartCount: 1 }),
      'Container main-container exited with code 1: out of disk',
    ],
    [
      'an eviction',
      { phase: 'Failed', reason: 'Evicted', message: 'The node was low on memory.' },
      'Pod my-pod has ended: The node was low on memory.',
    ],
  ] as const) {
    it(`says so at once for ${name}`, async () => {
      const run = await fakeDeploy({ podStatus: [{ phase: 'Pending' }, status], log: 'starting\nout of disk\n' });
      assert.deepEqual([run.sentence, run.changes.length], [sentence, 2]);
    });
  }

  it("shows Envoy's own words on the line that they are about", async () => {
    const location = { uri: configUri, range: { start: { line: 9, character: 0 }, end: { line: 9, character: 3 } } };
    const asked: string[] = [];
    const envoyError = async (uri: string, message: string) => {
      asked.push(uri, message);
      return location;
    };
    const podStatus = [{ phase: 'Pending' }, ended('sidecar-container')];
    const run = await fakeDeploy({ podStatus, log: refusalLog, locate: { field: async () => undefined, envoyError } });
    assert.equal(run.sentence, "Envoy rejected its config: route: unknown cluster 'x'");
    assert.deepEqual(asked, [configUri, "route: unknown cluster 'x'"]);
    assert.deepEqual(placesOf(run.result, plainEnglish)[0]?.location, location);
  });

  it("finds Envoy's words although the pod was Ready for a moment", async () => {
    const cluster = fakeCluster({
      log: refusalLog,
      onCall: (call) => {
        const pod = cluster.objects.get('default Pod my-pod');
        if (!call.startsWith('forward') || !pod) return;
        (cluster.objects as Map<string, unknown>).set('default Pod my-pod', {
          ...pod,
          status: ended('sidecar-container'),
        });
      },
    });
    const requests = [{ kind: 'reset', detail: 'ECONNRESET' }] as const;
    const run = await fakeDeploy({ cluster, requests });
    assert.equal(run.sentence, "Envoy rejected its config: route: unknown cluster 'x'");
    assert.deepEqual(run.forwards.all(), []);
  });

  it('goes on waiting when a container ended once and its log names no lasting cause', async () => {
    const podStatus = [{ phase: 'Pending' }, ended('sidecar-container')];
    const run = await fakeDeploy({ podStatus, log: 'upstream not there yet', limits: { readyMs: 400, answerMs: 100 } });
    assert.match(run.sentence, /^The pod is not Ready after 0 s/);
    const app = [{ phase: 'Pending' }, ended('main-container'), ready];
    assert.equal((await fakeDeploy({ podStatus: app })).result.kind, 'applied');
  });

  it('names the state and the last warning when the time is over', async () => {
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e' },
      type: 'Warning',
      reason: 'FailedMount',
      message: 'secret not found',
    };
    const run = await fakeDeploy({
      podStatus: [waiting('ContainerCreating', '')],
      events: [event as KubernetesObject],
      limits: { readyMs: 300, answerMs: 100 },
    });
    assert.equal(
      run.sentence,
      'The pod is not Ready after 0 s (main-container: ContainerCreating): FailedMount: secret not found',
    );
  });

  it('reports that someone else deleted the pod', async () => {
    const run = await fakeDeploy({
      answers: { 'list Pod': { kind: 'ok', value: { items: [], resourceVersion: '' } } as never },
    });
    assert.equal(run.sentence, 'Pod my-pod was deleted by someone else while waiting for it.');
  });

  it('says when pods may not be listed', async () => {
    const answer = refusal(
      403,
      'pods is forbidden: User "x" cannot list resource "pods" in API group "" in the namespace "default"',
    );
    const run = await fakeDeploy({ answers: { 'list Pod': answer } });
    assert.equal(run.sentence, 'You are not allowed to list pods in namespace default of context kind-dev.');
  });
});

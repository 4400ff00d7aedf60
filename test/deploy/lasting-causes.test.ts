import assert from 'node:assert/strict';
import { placesOf } from '../../client/src/deploy/describe-result.ts';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import type { KubernetesObject } from '../../server/src/protocol.ts';
import { ready } from './fixture/fake-cluster.ts';
import { fakeDeploy } from './fixture/fake-deploy.ts';
import { podSpec, podUri, seedPlan, seedPod, withWorkload } from './fixture/plan-of.ts';

describe('a deploy whose pod cannot become Ready', () => {
  const waiting = (reason: string, message: string) => ({
    phase: 'Pending',
    containerStatuses: [{ name: 'main-container', state: { waiting: { reason, message } } }],
  });
  const withEnvoy = (app: object) => ({
    phase: 'Running',
    containerStatuses: [
      { name: 'main-container', restartCount: 0, ...app },
      { name: 'sidecar-container', state: { running: {} } },
    ],
  });
  const restarted = (exitCode: number, more: object = {}) =>
    withEnvoy({ restartCount: 1, state: { terminated: { exitCode, ...more } } });
  const withInit = (init: object, more: object = {}) => ({
    podStatus: [{ phase: 'Pending' }, { phase: 'Pending', initContainerStatuses: [{ name: 'init', ...init }] }],
    plan: async () =>
      withWorkload(seedPlan(), {
        ...seedPod(),
        spec: { ...podSpec(), initContainers: [{ name: 'init', image: 'i' }], ...more },
      }),
  });

  it('says that a container ran out of memory, with its limit', async () => {
    const plan = async () => withWorkload(seedPlan(), seedPod({ resources: { limits: { memory: '16Mi' } } }));
    const podStatus = [{ phase: 'Pending' }, restarted(137, { reason: 'OOMKilled' })];
    assert.equal(
      (await fakeDeploy({ podStatus, plan })).sentence,
      'Container main-container was stopped, because it needs more memory than its limit of 16Mi.',
    );
    assert.match((await fakeDeploy({ podStatus })).sentence, /because the node ran out of memory\.$/);
  });

  it('says that a container ended that must keep running', async () => {
    const sentence =
      'Container main-container ended with exit code 0, but it must keep running for the pod to be Ready.';
    assert.equal((await fakeDeploy({ podStatus: [{ phase: 'Pending' }, restarted(0)] })).sentence, sentence);
    const never = async () =>
      withWorkload(seedPlan(), { ...seedPod(), spec: { ...podSpec(), restartPolicy: 'Never' } });
    const done = { state: { terminated: { exitCode: 0 } } };
    const once = [{ phase: 'Pending' }, withEnvoy(done)];
    assert.equal(
      (await fakeDeploy({ podStatus: once, plan: never })).sentence,
      'Container main-container has finished, but the pod does not end, because other containers keep running.',
    );
    // It is started again, and may keep running then.
    assert.equal((await fakeDeploy({ podStatus: [...once, ready] })).result.kind, 'applied');
  });

  it('says that an image is for another processor', async () => {
    const run = await fakeDeploy({
      podStatus: [{ phase: 'Pending' }, restarted(255)],
      log: 'exec /app: exec format error',
    });
    assert.equal(
      run.sentence,
      'Image nginx:latest of container main-container is for another processor than the node: exec /app: exec format error',
    );
  });

  it('names the init container that failed, or that the pod waits for', async () => {
    const failing = { restartCount: 1, state: { terminated: { exitCode: 2 } } };
    const failed = await fakeDeploy({ ...withInit(failing), log: 'no database' });
    assert.equal(failed.sentence, 'Init container init exited with code 2: no database');
    const limits = { readyMs: 300, answerMs: 100 };
    const stuck = await fakeDeploy({ ...withInit({ state: { running: {} } }), limits });
    assert.equal(stuck.sentence, 'Init container init has not ended after 0 s, so the other containers did not start.');
    assert.ok(stuck.ui.steps.includes('waiting'));
  });

  it('puts the cause on the line of its field', async () => {
    const asked: string[] = [];
    const range = { start: { line: 7, character: 4 }, end: { line: 7, character: 9 } };
    const field = async (origin: { uri: string }, path: string) => {
      asked.push(path);
      return { uri: origin.uri, range };
    };
    const podStatus = [{ phase: 'Pending' }, waiting('ErrImagePull', 'not found')];
    const run = await fakeDeploy({ podStatus, locate: { field, envoyError: async () => undefined } });
    assert.deepEqual(asked, ['spec.containers[name="main-container"].image']);
    assert.deepEqual(placesOf(run.result, plainEnglish), [{ location: { uri: podUri, range }, message: run.sentence }]);
  });

  it('ends when the events name a lasting cause', async () => {
    const message =
      'MountVolume.SetUp failed for volume "envoy-config" : configmap references non-existent config key: x';
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e' },
      type: 'Warning',
      reason: 'FailedMount',
      message,
    };
    const limits = { readyMs: 20_000, answerMs: 100 };
    const podStatus = [{ phase: 'Pending' }, waiting('ContainerCreating', '')];
    const run = await fakeDeploy({ podStatus, events: [event as KubernetesObject], limits });
    assert.equal(
      run.sentence,
      'Volume envoy-config cannot be mounted: configmap references non-existent config key: x',
    );
  });

  it('does not wait for a workload without pods', async () => {
    const labels = { app: 'my-app' };
    const template = { metadata: { labels }, spec: podSpec() };
    const run = (spec: object, kind = 'Deployment') =>
      fakeDeploy({
        plan: async () =>
          withWorkload(seedPlan(), {
            apiVersion: 'apps/v1',
            kind,
            metadata: { name: 'web' },
            spec: { selector: { matchLabels: labels }, template, ...spec },
          }),
      });
    assert.equal((await run({ replicas: 0 })).sentence, "Deployment web has 'replicas: 0', so it has no pods.");
    assert.equal(
      (await run({ paused: true })).sentence,
      "Deployment web has 'paused: true', so it does not replace its pods.",
    );
    assert.equal(
      (await run({ suspend: true }, 'Job')).sentence,
      "Job web has 'suspend: true', so it does not create pods.",
    );
  });
});

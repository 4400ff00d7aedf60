import assert from 'node:assert/strict';
import type { DeployQuestion } from '../../client/src/deploy/deploy-ui-port.ts';
import { deployedObjects } from '../../client/src/deploy/deployed-objects.ts';
import { fakeCluster, refusal } from './fixture/fake-cluster.ts';
import { fakeDeploy, local, questions, remote } from './fixture/fake-deploy.ts';
import { planned, seedListener, seedPlan, seedPod, seedService, withWorkload } from './fixture/plan-of.ts';
import { mapMemory } from './fixture/scripted-ui.ts';

const configMap = 'ConfigMap my-pod-envoy-config';

describe('deploy', () => {
  it('tries everything dry, then applies in order, waits, forwards and sends the request', async () => {
    const plan = seedPlan();
    const withService = { ...plan, objects: [...plan.objects, planned('service', seedService)] };
    const { cluster, result, sentence, changes } = await fakeDeploy({ plan: async () => withService });
    assert.equal(result.kind, 'applied');
    const written = [`${configMap}`, 'Pod my-pod', 'Service my-service'];
    const applies = cluster.calls.filter((call) => call.startsWith('apply'));
    assert.deepEqual(
      applies,
      written.map((name) => `apply ${name}`),
    );
    const lastDryRun = cluster.calls.findLastIndex((call) => call.startsWith('dry-run'));
    assert.ok(lastDryRun < cluster.calls.indexOf(`apply ${configMap}`));
    assert.deepEqual(
      new Set(cluster.calls.slice(0, lastDryRun + 1)),
      new Set(written.map((name) => `dry-run ${name}`)),
    );
    assert.equal(cluster.calls.at(-1), 'forward my-pod:9092');
    assert.equal(
      sentence,
      'listener_0 answered 200 OK. The port-forward on 127.0.0.1:40000 stays open until you stop it.',
    );
    assert.equal(changes.length, 3);
  });

  it('asks with the context, server, namespace and objects before it contacts the cluster', async () => {
    const contacted: number[] = [];
    const cluster = fakeCluster();
    const confirmDeploy = async () => {
      contacted.push(cluster.targets.length);
      return undefined;
    };
    const { result, ui } = await fakeDeploy({ cluster, script: { confirmDeploy } });
    assert.deepEqual([result.kind, contacted, cluster.targets.length], ['cancelled', [0], 0]);
    const question = ui.asked[0]?.about as DeployQuestion;
    assert.deepEqual(question.target, local);
    assert.deepEqual(
      question.objects.map(({ kind, name, namespace }) => `${kind} ${name} ${namespace}`),
      [`${configMap} default`, 'Pod my-pod default'],
    );
    assert.equal(question.hostPathConfigs[0]?.volume, 'envoy-config');
  });

  it("passes the captured target to every call, with the manifest's namespace", async () => {
    const plan = seedPlan();
    const elsewhere = { ...plan, workload: { ...plan.workload, namespace: 'web' } };
    const { cluster } = await fakeDeploy({ plan: async () => elsewhere });
    assert.deepEqual(
      new Set(cluster.targets.map((target) => JSON.stringify(target))),
      new Set([JSON.stringify({ ...local, namespace: 'web' })]),
    );
  });

  it('remembers a yes for a local cluster, and for no other', async () => {
    for (const [target, asked] of [
      [local, []],
      [remote, ['deploy']],
      [{ ...local, context: 'prod-eu' }, ['deploy']],
      [{ ...local, namespace: 'live' }, ['deploy']],
    ] as const) {
      const [memory, cluster] = [mapMemory(), fakeCluster()];
      await fakeDeploy({ target, memory, cluster });
      assert.deepEqual(questions((await fakeDeploy({ target, memory, cluster })).ui), asked, JSON.stringify(target));
    }
  });

  it('asks again in spite of a remembered yes: about errors, and about objects of others', async () => {
    const memory = mapMemory();
    await fakeDeploy({ memory });
    const blocking = [{ location: seedListener.location, message: 'unknown cluster' }];
    assert.deepEqual(questions((await fakeDeploy({ memory, plan: async () => seedPlan({ blocking }) })).ui), [
      'deploy',
    ]);
    const cluster = fakeCluster();
    cluster.put(seedPod());
    const foreign = await fakeDeploy({ memory, cluster, script: { confirmDeploy: async () => undefined } });
    const question = foreign.ui.asked[0]?.about as DeployQuestion | undefined;
    assert.equal(question?.existing[0]?.name, 'my-pod');
    assert.deepEqual([foreign.result.kind, cluster.calls], ['cancelled', []]);
  });

  it('asks the server for another plan when the hostPath is kept', async () => {
    const asked: boolean[] = [];
    const plan = async (keepHostPath: boolean) => {
      asked.push(keepHostPath);
      return keepHostPath ? seedPlan({ objects: [planned('workload', seedPod())] }) : seedPlan();
    };
    const { cluster, ui } = await fakeDeploy({ plan, script: { confirmDeploy: async () => 'keep-host-path' } });
    assert.deepEqual([asked, questions(ui)], [[false, true], ['deploy']]);
    assert.deepEqual(
      cluster.calls.filter((call) => call.startsWith('apply')),
      ['apply Pod my-pod'],
    );
  });

  it('reports the reason and the location if there is no plan', async () => {
    const refused = { refused: 'There is no Envoy container here.', location: seedListener.location };
    const { sentence, cluster } = await fakeDeploy({ plan: async () => refused });
    assert.deepEqual([sentence, cluster.targets], [refused.refused, []]);
  });

  it('does not wait and does not forward when it only applies', async () => {
    const applied = await fakeDeploy({ until: 'applied' });
    assert.equal(applied.sentence, `Applied to kind-dev/default: ${configMap}, Pod my-pod.`);
    const waited = await fakeDeploy({ until: 'ready' });
    assert.equal(waited.sentence, 'Pod my-pod is Ready in kind-dev/default.');
    assert.equal(
      waited.cluster.calls.some((call) => call.startsWith('forward')),
      false,
    );
  });

  it('records what it created with its uid, and not what it changed', async () => {
    const cluster = fakeCluster();
    cluster.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'my-pod-envoy-config' } });
    const { memory, changes } = await fakeDeploy({ cluster });
    const uid = cluster.objects.get('default Pod my-pod')?.metadata.uid;
    assert.deepEqual(
      deployedObjects(memory).map((object) => [object.ref.kind, object.uid, object.target]),
      [['Pod', uid, local]],
    );
    assert.deepEqual(changes, [
      `${configMap} was changed in namespace default.`,
      'Pod my-pod was created in namespace default.',
    ]);
  });
});

describe('deploy, cancelled', () => {
  it('sends nothing if it is cancelled from elsewhere before it has begun', async () => {
    const { result, changes, cluster } = await fakeDeploy({ cancel: AbortSignal.abort() });
    assert.deepEqual(
      [result.kind, changes, cluster.calls.filter((call) => call.startsWith('apply'))],
      ['cancelled', [], []],
    );
  });

  const cancelled = async (cancelAt: string) => {
    const { result, changes, cluster, memory, forwards } = await fakeDeploy({
      script: { cancelAt },
      podStatus: [{ phase: 'Pending' }],
      requests: [{ kind: 'reset', detail: 'ECONNRESET' }],
    });
    assert.equal(result.kind, 'cancelled');
    assert.equal(deployedObjects(memory).length, changes.length, 'what is left can be deleted by the command');
    assert.deepEqual(forwards.all(), []);
    return [changes.length, cluster.calls.filter((call) => call.startsWith('apply')).length];
  };

  it('before the dry run changes nothing', async () => assert.deepEqual(await cancelled('checking'), [0, 0]));
  it('while the first object is applied finishes and lists that one', async () =>
    assert.deepEqual(await cancelled('applying ConfigMap'), [1, 1]));
  it('while the workload is applied lists both', async () => assert.deepEqual(await cancelled('applying Pod'), [2, 2]));
  it('while it waits lists both', async () => assert.deepEqual(await cancelled('waiting'), [2, 2]));

  it('while it sends the request stops the forward and lists both', async () => {
    const requests = [{ kind: 'reset', detail: 'ECONNRESET' }] as const;
    const { result, changes, cluster } = await fakeDeploy({ script: { cancelAt: 'requesting' }, requests });
    assert.deepEqual([result.kind, changes.length, cluster.calls.at(-1)], ['cancelled', 2, 'close my-pod:9092']);
  });

  it('while the old pod goes says that it was deleted', async () => {
    const cluster = fakeCluster();
    cluster.put({ ...seedPod(), metadata: { name: 'my-pod', annotations: {} } });
    const { result, changes } = await fakeDeploy({ cluster, script: { cancelAt: 'deleting Pod' } });
    assert.equal(result.kind, 'cancelled');
    assert.deepEqual(changes, [
      `${configMap} was created in namespace default.`,
      'Pod my-pod was deleted from namespace default.',
    ]);
  });
});

describe('deploy, when an object exists', () => {
  const conflict = refusal(409, 'Apply failed with 1 conflict', {
    causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "kubectl"', field: '.data.envoy.yaml' }],
  });
  const answers = { [`dry-run ${configMap}`]: conflict };

  it('forces a conflict only after a yes', async () => {
    const no = await fakeDeploy({ answers, script: { confirmForce: async () => false } });
    assert.equal(no.result.kind, 'conflict');
    assert.equal(
      no.cluster.calls.some((call) => /^(force|apply)/.test(call)),
      false,
    );
    const yes = await fakeDeploy({ answers });
    assert.ok(yes.cluster.calls.includes(`force apply ${configMap}`));
    assert.ok(yes.cluster.calls.includes('apply Pod my-pod'), 'only the conflicting object is forced');
  });

  it('offers to replace what cannot be changed, and names it', async () => {
    const immutable = refusal(422, 'Pod "my-pod" is invalid', {
      causes: [
        {
          reason: 'FieldValueForbidden',
          message: 'Forbidden: pod updates may not change fields other than x',
          field: 'spec',
        },
      ],
    });
    const cluster = fakeCluster({ answers: { 'dry-run Pod my-pod': immutable } });
    const uid = cluster.put(seedPod());
    const no = await fakeDeploy({ cluster, script: { confirmReplace: async () => undefined } });
    assert.deepEqual([no.result.kind, no.changes], ['cancelled', []]);
    const { ui, changes } = await fakeDeploy({ cluster });
    assert.match(JSON.stringify(ui.asked.at(-1)), /"kind":"Pod","name":"my-pod".*immutable/);
    assert.notEqual(cluster.objects.get('default Pod my-pod')?.metadata.uid, uid);
    assert.deepEqual(changes.slice(1), [
      'Pod my-pod was deleted from namespace default.',
      'Pod my-pod was created in namespace default.',
    ]);
  });

  it('replaces without asking only its own pods in a local cluster, after "always"', async () => {
    const [memory, cluster] = [mapMemory(), fakeCluster()];
    const config = (text: string) => async () => seedPlan({ config: text });
    const always = { confirmReplace: async () => 'replace-always' as const };
    await fakeDeploy({ memory, cluster });
    assert.deepEqual(questions((await fakeDeploy({ memory, cluster, plan: config('b'), script: always })).ui), [
      'replace',
    ]);
    assert.deepEqual(questions((await fakeDeploy({ memory, cluster, plan: config('c') })).ui), []);
    cluster.put({ ...seedPod(), metadata: { name: 'other' } });
    const foreign = async () => withWorkload(seedPlan({ config: 'd' }), { ...seedPod(), metadata: { name: 'other' } });
    assert.deepEqual(questions((await fakeDeploy({ memory, cluster, plan: foreign })).ui), ['deploy', 'replace']);
  });
});

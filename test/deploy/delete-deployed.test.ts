import assert from 'node:assert/strict';
import { deleteDeployed } from '../../client/src/deploy/delete-deployed.ts';
import type { DeployedGroup } from '../../client/src/deploy/deploy-ui-port.ts';
import { deployedObjects } from '../../client/src/deploy/deployed-objects.ts';
import { describeResult } from '../../client/src/deploy/describe-result.ts';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import { fakeCluster, refusal } from './fixture/fake-cluster.ts';
import { type FakeDeploy, fakeDeploy, local, remote } from './fixture/fake-deploy.ts';
import { mapMemory, type Script, scriptedUi } from './fixture/scripted-ui.ts';

const targets = new Map([local, remote].map((target) => [target.context, target]));

describe('deleteDeployed', () => {
  const remove = async ({ memory, forwards, cluster }: FakeDeploy, script: Script = {}, known = targets) => {
    const ui = scriptedUi(script);
    const result = await deleteDeployed({ memory, forwards, targets: known }, cluster, ui);
    const lines = result.changes.map(({ action, ref }) => `${action} ${ref.kind}`);
    return { ui, result, lines, sentence: describeResult(result, plainEnglish) };
  };

  it('lists, asks, stops the forwards and deletes the workload before its config', async () => {
    const deployed = await fakeDeploy();
    const no = await remove(deployed, { confirmDelete: async () => false });
    assert.deepEqual([no.result.kind, no.lines, deployed.forwards.all().length], ['cancelled', [], 1]);
    const group = no.ui.asked[0]?.about as DeployedGroup;
    assert.deepEqual([group.target, group.objects.length], [local, 2]);
    const yes = await remove(deployed);
    assert.deepEqual(yes.lines, ['deleted Pod', 'deleted ConfigMap']);
    assert.equal(yes.sentence, 'Deleted from kind-dev/default: Pod my-pod, ConfigMap my-pod-envoy-config.');
    assert.deepEqual([deployed.forwards.all(), deployedObjects(deployed.memory)], [[], []]);
    assert.equal((await remove(deployed)).sentence, 'No objects from this workspace are deployed.');
  });

  it('leaves an object that has taken the name of ours, and keeps those that it may not delete', async () => {
    const cluster = fakeCluster({
      answers: {
        'remove ConfigMap my-pod-envoy-config': refusal(
          403,
          'User "x" cannot delete resource "configmaps" in API group "" in the namespace "default"',
        ),
      },
    });
    const deployed = await fakeDeploy({ cluster });
    const pod = cluster.objects.get('default Pod my-pod');
    assert.ok(pod);
    (cluster.objects as Map<string, unknown>).set('default Pod my-pod', {
      ...pod,
      metadata: { ...pod.metadata, uid: 'another' },
    });
    const { sentence, lines } = await remove(deployed);
    assert.deepEqual(lines, []);
    assert.equal(sentence, 'You are not allowed to delete configmaps in namespace default of context kind-dev.');
    assert.ok(cluster.objects.has('default Pod my-pod'));
    assert.deepEqual(
      deployedObjects(deployed.memory).map(({ ref }) => ref.kind),
      ['ConfigMap'],
    );
  });

  it('asks for the namespace if there are several, and rejects a context with another server than before', async () => {
    const memory = mapMemory();
    await fakeDeploy({ memory });
    const deployed = await fakeDeploy({ memory, target: remote });
    const chosen = await remove(deployed, { chooseGroup: async (groups) => groups[1] });
    assert.equal(chosen.result.target?.context, 'team');
    const moved = new Map([[local.context, { ...local, server: 'https://elsewhere' }]]);
    const refused = await remove(deployed, {}, moved);
    assert.match(refused.sentence, /^Context kind-dev is not in the kubeconfig or now points to a different server/);
    assert.equal(deployedObjects(memory).length, 2);
  });

  it('cancelled, lists what it deleted and keeps the rest', async () => {
    const deployed = await fakeDeploy();
    const { result, lines } = await remove(deployed, { cancelAt: 'deleting Pod' });
    assert.deepEqual([result.kind, lines, deployedObjects(deployed.memory).length], ['cancelled', ['deleted Pod'], 1]);
  });
});

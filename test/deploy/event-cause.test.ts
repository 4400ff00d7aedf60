import assert from 'node:assert/strict';
import { causeInEvents, type PodEvent, warningsIn } from '../../client/src/deploy/event-cause.ts';
import type { Pod } from '../../client/src/deploy/pod-status.ts';

const failedMount = (message: string): PodEvent => ({ type: 'Warning', reason: 'FailedMount', message });
const setUp = (volume: string, why: string) => failedMount(`MountVolume.SetUp failed for volume "${volume}" : ${why}`);

/** A pod that waits, and is not scheduled for this reason. */
function waiting(message?: string, more: object = {}): Pod {
  const scheduled = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  const status = { phase: 'Pending', ...(message !== undefined && { conditions: [scheduled] }), ...more };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, status };
}

const cause = (pod: Pod, events: readonly PodEvent[], context: { applied?: string[]; unscheduledMs?: number } = {}) =>
  causeInEvents(pod, events, { applied: new Set(context.applied), unscheduledMs: context.unscheduledMs ?? 10_000 });

describe('a cause in the events of a pod', () => {
  it('is a ConfigMap, Secret or key that is absent', () => {
    for (const why of [
      'configmap "x" not found',
      'secret "x" not found',
      'configmap references non-existent config key: envoy.yaml',
      'references non-existent secret key: tls.key',
      'hostPath type check failed: /srv/x is not a file',
    ])
      assert.deepEqual(cause(waiting(), [setUp('config', why)]), { kind: 'mount', volume: 'config', message: why });
  });

  it('is no failure that passes: of an object that is being applied, of a cache, or of a mount', () => {
    assert.equal(cause(waiting(), [setUp('config', 'configmap "x" not found')], { applied: ['x'] }), undefined);
    for (const event of [
      setUp('config', 'failed to sync configmap cache: timed out waiting for the condition'),
      setUp('kube-api-access', 'object "default"/"kube-root-ca.crt" not registered'),
      failedMount('Unable to attach or mount volumes: timed out waiting for the condition'),
      { ...setUp('config', 'configmap "x" not found'), type: 'Normal' },
    ])
      assert.equal(cause(waiting(), [event]), undefined, event.message);
  });

  it('is why no node fits, if it stays', () => {
    for (const message of [
      "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
      '0/3 nodes are available: 3 Insufficient memory.',
      '0/1 nodes are available: 1 node(s) had untolerated taint {dedicated: db}.',
      'persistentvolumeclaim "data" not found',
    ]) {
      assert.deepEqual(cause(waiting(message), []), { kind: 'unschedulable', pod: 'web', message });
      assert.equal(cause(waiting(message), [], { unscheduledMs: 1000 }), undefined);
      assert.equal(cause(waiting(message), [{ reason: 'TriggeredScaleUp' }]), undefined);
      assert.equal(cause(waiting(message, { nominatedNodeName: 'node1' }), []), undefined);
    }
    for (const message of [
      '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.',
      'pod has unbound immediate PersistentVolumeClaims',
    ])
      assert.equal(cause(waiting(message), []), undefined, message);
  });

  it('has sentences for details, each once', () => {
    const events = [failedMount('a'), failedMount('a'), { type: 'Normal', reason: 'Pulled', message: 'b' }];
    assert.deepEqual(warningsIn(events), ['FailedMount: a']);
  });
});

import assert from 'node:assert/strict';
import { causeInSpec, causeInStatus, isFinished } from '../../client/src/deploy/workload-cause.ts';
import type { KubernetesObject } from '../../server/src/protocol.ts';

const workload = (kind: string, more: object): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web' },
  ...more,
});

describe('why a workload has no pods', () => {
  it('is in its spec', () => {
    const why = (kind: string, spec: object) => causeInSpec(workload(kind, { spec }))?.why;
    assert.equal(why('Deployment', { replicas: 0 }), 'no-replicas');
    assert.equal(why('StatefulSet', { replicas: 0 }), 'no-replicas');
    assert.equal(why('Deployment', { paused: true }), 'paused');
    assert.equal(why('Job', { suspend: true }), 'suspended');
    assert.equal(why('Deployment', { replicas: 1, paused: false }), undefined);
    assert.equal(why('Pod', {}), undefined);
  });

  it('is in its status, if that is about the applied manifest', () => {
    const status = { observedGeneration: 2, desiredNumberScheduled: 0 };
    const set = workload('DaemonSet', { status });
    assert.deepEqual(causeInStatus(set, 2), { kind: 'no-pods', why: 'no-node', workload: 'DaemonSet web' });
    assert.equal(causeInStatus(set, 3), undefined);
    assert.equal(
      causeInStatus(workload('DaemonSet', { status: { ...status, desiredNumberScheduled: 1 } }), 2),
      undefined,
    );
    const conditions = [{ type: 'ReplicaFailure', status: 'True', message: 'exceeded quota' }];
    assert.deepEqual(causeInStatus(workload('Deployment', { status: { observedGeneration: 1, conditions } }), 1), {
      kind: 'pods-refused',
      message: 'exceeded quota',
    });
  });

  it('is that a Job has finished', () => {
    const job = (type: string, kind = 'Job') => workload(kind, { status: { conditions: [{ type, status: 'True' }] } });
    assert.deepEqual(
      [isFinished(job('Complete')), isFinished(job('Failed')), isFinished(job('Complete', 'X'))],
      [true, false, false],
    );
  });
});

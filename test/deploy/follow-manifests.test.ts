import assert from 'node:assert/strict';
import { followManifests } from '../../client/src/deploy/follow-manifests.ts';
import type { KubeAnswer, KubeCluster, WatchEvent } from '../../client/src/deploy/kube-cluster-port.ts';
import type { KubernetesObject } from '../../server/src/protocol.ts';
import { fakeCluster, refusal } from './fixture/fake-cluster.ts';
import { local } from './fixture/fake-deploy.ts';

const pods = { apiVersion: 'v1', kind: 'Pod' };
const pod = (name: string): KubernetesObject => ({ ...pods, metadata: { name } });
const ended: KubeAnswer<undefined> = { kind: 'ok', value: undefined };

/** A cluster whose lists and watches return these answers one after the other. */
function clusterWith(
  lists: readonly (readonly string[])[],
  watches: readonly (readonly WatchEvent[] | KubeAnswer<undefined>)[],
): KubeCluster {
  const [lefts, watched] = [[...lists], [...watches]];
  return {
    ...fakeCluster(),
    list: async () => ({ kind: 'ok', value: { items: (lefts.shift() ?? []).map(pod), resourceVersion: '1' } }),
    watch: async (_target, _query, onEvent) => {
      const next = watched.shift() ?? [];
      if ('kind' in next) return next;
      for (const event of next) onEvent(event);
      return ended;
    },
  };
}

describe('followManifests', () => {
  const follow = (cluster: KubeCluster, wanted: string, signal = AbortSignal.timeout(3000)) =>
    followManifests(
      cluster,
      local,
      pods,
      (items) => (items.map(({ metadata }) => metadata.name).join() === wanted ? wanted : undefined),
      signal,
    );

  it('joins the list and the events', async () => {
    const events = [
      { type: 'ADDED', manifest: pod('b') },
      { type: 'DELETED', manifest: pod('a') },
      { type: 'BOOKMARK', manifest: pod('') },
    ];
    assert.deepEqual(await follow(clusterWith([['a']], [events]), 'b'), { kind: 'ok', value: 'b' });
  });

  it('lists again when the watch ends, breaks or is too old', async () => {
    const tooOld = { type: 'ERROR', manifest: { apiVersion: 'v1', kind: 'Status', metadata: { name: '' } } };
    for (const end of [[], [tooOld], { kind: 'unreachable', detail: 'reset' }, refusal(410, 'too old')] as const) {
      assert.deepEqual(await follow(clusterWith([['a'], ['a', 'b']], [end]), 'a,b'), { kind: 'ok', value: 'a,b' });
    }
  });

  it('ends with the answer of a watch that is forbidden, and when it is cancelled', async () => {
    const forbidden = refusal(403, 'no');
    assert.deepEqual(await follow(clusterWith([['a']], [forbidden]), 'b'), forbidden);
    assert.deepEqual(await follow(clusterWith([['a']], []), 'b', AbortSignal.timeout(50)), { kind: 'cancelled' });
  });
});

import type { KubernetesObject } from '../../../server/src/protocol.ts';
import { pause } from './apply-manifests.ts';
import type { KubeAnswer, KubeCluster, KubeTarget, ListQuery } from './kube-cluster-port.ts';

/**
 * Lists, then watches, and lists again when the server ends the watch. `decide` gets the latest state after each change
 * and ends the loop by returning a value. An unsuccessful response also ends it.
 */
export async function followManifests<T>(
  kubeCluster: KubeCluster,
  target: KubeTarget,
  query: ListQuery,
  decide: (items: readonly KubernetesObject[]) => T | undefined,
  signal: AbortSignal,
): Promise<KubeAnswer<T>> {
  while (!signal.aborted) {
    const listed = await kubeCluster.list(target, query, signal);
    if (listed.kind !== 'ok') return listed;
    const items = new Map(listed.value.items.map((item) => [item.metadata.name, item]));
    let decision = decide([...items.values()]);
    if (decision !== undefined) return { kind: 'ok', value: decision };
    const enough = new AbortController();
    const watched = await kubeCluster.watch(
      target,
      { ...query, resourceVersion: listed.value.resourceVersion },
      ({ type, manifest }) => {
        // An ERROR event contains a Status (the resource version is too old). The next list resolves it.
        if (type === 'ERROR' || decision !== undefined) return;
        if (type === 'DELETED') items.delete(manifest.metadata.name);
        else if (type === 'ADDED' || type === 'MODIFIED') items.set(manifest.metadata.name, manifest);
        decision = decide([...items.values()]);
        if (decision !== undefined) enough.abort();
      },
      AbortSignal.any([signal, enough.signal]),
    );
    if (decision !== undefined) return { kind: 'ok', value: decision };
    if (watched.kind === 'status' && watched.status.code !== 410) return watched;
    if (watched.kind === 'no-credentials') return watched;
    // A watch may end immediately, for example when the connection fails. The list shows whether the server is still
    // available.
    await pause(200, signal);
  }
  return { kind: 'cancelled' };
}

import { failureOf } from './api-failure.ts';
import type { Change, DeployResult, Failure } from './deploy-result.ts';
import type { DeployedGroup, DeployUi } from './deploy-ui-port.ts';
import { type DeployedObject, deployedObjects, forgetDeployed, type Memory } from './deployed-objects.ts';
import type { Forwards } from './forwards.ts';
import type { KubeCluster, KubeTarget } from './kube-cluster-port.ts';

export interface DeleteRequest {
  readonly memory: Memory;
  readonly forwards: Forwards;
  /** The contexts of the current kubeconfig, by name. */
  readonly targets: ReadonlyMap<string, KubeTarget>;
}

/**
 * Deletes only objects that runs in this workspace created. Each object must still have the recorded uid. The objects
 * are listed before the user confirms.
 */
export async function deleteDeployed(
  request: DeleteRequest,
  kubeCluster: KubeCluster,
  ui: DeployUi,
): Promise<DeployResult> {
  const group = await chooseGroup(request.memory, ui);
  if (!group) return { kind: 'applied', changes: [] };
  if (group === 'none chosen') return { kind: 'cancelled', changes: [] };
  const { target } = group;
  if (request.targets.get(target.context)?.server !== target.server) {
    const problem = { kind: 'unknown-context', context: target.context, files: [] } as const;
    return { kind: 'no-kubeconfig', problem, target, changes: [] };
  }
  if (!(await ui.confirmDelete(group))) return { kind: 'cancelled', target, changes: [] };
  for (const forward of request.forwards.all()) {
    if (sameTarget(forward.label.target, target)) await request.forwards.stop(forward);
  }
  const changes: Change[] = [];
  return ui.withProgress({ kind: 'delete', target }, async (report, signal) => {
    // The workload was created after its configs, so it is deleted first.
    for (const object of group.objects.toReversed()) {
      if (signal.aborted) return { kind: 'cancelled', target, changes };
      report({ kind: 'deleting', ref: object.ref });
      const failure = await deleteOne(request.memory, kubeCluster, object, changes);
      if (failure) return { ...failure, target, changes };
    }
    return { kind: 'applied', target, changes };
  });
}

/** Undefined if nothing was deployed. */
async function chooseGroup(memory: Memory, ui: DeployUi): Promise<DeployedGroup | undefined | 'none chosen'> {
  const groups = groupsOf(deployedObjects(memory));
  if (groups.length < 2) return groups[0];
  return (await ui.chooseGroup(groups)) ?? 'none chosen';
}

function groupsOf(objects: readonly DeployedObject[]): readonly DeployedGroup[] {
  const groups: { target: KubeTarget; objects: DeployedObject[] }[] = [];
  for (const object of objects) {
    const group = groups.find(({ target }) => sameTarget(target, object.target));
    if (group) group.objects.push(object);
    else groups.push({ target: object.target, objects: [object] });
  }
  return groups;
}

async function deleteOne(
  memory: Memory,
  kubeCluster: KubeCluster,
  { target, ref, uid }: DeployedObject,
  changes: Change[],
): Promise<Failure | undefined> {
  const answer = await kubeCluster.remove(target, ref, uid);
  if (answer.kind === 'ok') changes.push({ action: 'deleted', ref });
  // The object is gone, or another object has its name. In both cases there is nothing to delete.
  const notOurs = answer.kind === 'status' && [404, 409].includes(answer.status.code);
  if (answer.kind !== 'ok' && !notOurs) {
    if (answer.kind === 'unreachable') changes.push({ action: 'uncertain', ref });
    return failureOf(answer, ref);
  }
  await forgetDeployed(memory, uid);
  return undefined;
}

function sameTarget(a: KubeTarget, b: KubeTarget): boolean {
  return a.context === b.context && a.server === b.server && a.namespace === b.namespace;
}

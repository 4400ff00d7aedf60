import type { ObjectRef } from './deploy-result.ts';
import type { KubeTarget } from './kube-cluster-port.ts';

/** An object that a run created. The uid distinguishes it from a later object with the same name. */
export interface DeployedObject {
  readonly target: KubeTarget;
  readonly ref: ObjectRef;
  readonly uid: string;
}

/** Storage of a workspace between sessions: VS Code's `Memento`, or a map in tests. */
export interface Memory {
  readonly get: <T>(key: string) => T | undefined;
  readonly update: (key: string, value: unknown) => PromiseLike<void>;
}

const key = 'envoySidecar.deployed';

/** All objects that runs in this workspace created and that were not deleted from here, oldest first. */
export function deployedObjects(memory: Memory): readonly DeployedObject[] {
  return memory.get<readonly DeployedObject[]>(key) ?? [];
}

export async function rememberDeployed(memory: Memory, object: DeployedObject): Promise<void> {
  const others = deployedObjects(memory).filter(({ uid }) => uid !== object.uid);
  await memory.update(key, [...others, object]);
}

export async function forgetDeployed(memory: Memory, uid: string): Promise<void> {
  await memory.update(
    key,
    deployedObjects(memory).filter((object) => object.uid !== uid),
  );
}

import type { KubernetesObject } from '../../../server/src/protocol.ts';

/** The part of a pod that tells whether it runs; every field may be missing while the pod starts. */
export interface Pod extends KubernetesObject {
  readonly spec?: { readonly containers?: readonly { readonly name: string; readonly image?: string }[] };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly { type: string; status: string; reason?: string; message?: string }[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

export interface ContainerStatus {
  readonly name: string;
  readonly image?: string;
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: unknown;
  readonly terminated?: { readonly exitCode: number; readonly reason?: string; readonly message?: string };
}

export function isReady(pod: Pod): boolean {
  return !isEnding(pod) && conditionOf(pod, 'Ready')?.status === 'True';
}

export function isEnding(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

export function conditionOf(pod: Pod, type: string) {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}

/** Init containers first: they are the ones that hold a pod up. */
export function containersOf(pod: Pod): readonly ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}

/** The last end of a container, whether it was started again or not. */
export function lastEnd(container: ContainerStatus) {
  const { state, lastState } = container;
  const now = state?.terminated;
  if (now) return { ...now, previous: false };
  return lastState?.terminated ? { ...lastState.terminated, previous: true } : undefined;
}

/** In Kubernetes' own words, for the progress: `Unschedulable`, `nginx: ContainerCreating`, `app: not ready`. */
export function podState(pod: Pod): string {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.message ?? scheduled.reason ?? 'Pending';
  const waiting = containersOf(pod).find(({ state }) => state?.waiting);
  if (waiting) return `${waiting.name}: ${waiting.state?.waiting?.reason ?? 'Waiting'}`;
  const notReady = pod.status?.containerStatuses?.find(({ ready }) => !ready);
  return notReady ? `${notReady.name}: not ready` : (pod.status?.phase ?? 'Pending');
}

import type { KubernetesObject } from '../../../server/src/protocol.ts';

/** The part of a pod that shows whether it runs. Every field may be missing while the pod starts. */
export interface Pod extends KubernetesObject {
  readonly spec?: {
    /** `Always` if it is not written. */
    readonly restartPolicy?: string;
    readonly containers?: readonly ContainerSpec[];
    readonly initContainers?: readonly ContainerSpec[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly conditions?: readonly { type: string; status: string; reason?: string; message?: string }[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerSpec {
  readonly name: string;
  readonly image?: string;
  /** `Always` for an init container that is a sidecar. */
  readonly restartPolicy?: string;
  readonly resources?: { readonly limits?: { readonly memory?: string } };
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

/** Init containers come first, because they delay the pod. */
export function containersOf(pod: Pod): readonly ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}

export function specOf({ spec }: Pod, name: string): ContainerSpec | undefined {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].find((container) => container.name === name);
}

/** True for an init container that must end before the others start. */
export function mustEnd({ spec }: Pod, name: string): boolean {
  return spec?.initContainers?.some((one) => one.name === name && one.restartPolicy !== 'Always') ?? false;
}

/** The init container that the pod waits for. */
export function unfinishedInit(pod: Pod): ContainerStatus | undefined {
  return pod.status?.initContainerStatuses?.find(
    ({ name, state }) => mustEnd(pod, name) && state?.terminated?.exitCode !== 0,
  );
}

/** The last exit of a container, even if it was restarted. */
export function lastEnd(container: ContainerStatus) {
  const { state, lastState } = container;
  const now = state?.terminated;
  if (now) return { ...now, previous: false };
  return lastState?.terminated ? { ...lastState.terminated, previous: true } : undefined;
}

/**
 * The state in the words of Kubernetes, for the progress: `Unschedulable`, `nginx: ContainerCreating`, `app: not
 * ready`.
 */
export function podState(pod: Pod): string {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') return scheduled.message ?? scheduled.reason ?? 'Pending';
  const init = unfinishedInit(pod);
  if (init)
    return `init container ${init.name}: ${init.state?.waiting?.reason ?? (init.state?.running ? 'running' : 'Waiting')}`;
  const waiting = containersOf(pod).find(({ state }) => state?.waiting);
  if (waiting) return `${waiting.name}: ${waiting.state?.waiting?.reason ?? 'Waiting'}`;
  const notReady = pod.status?.containerStatuses?.find(({ ready }) => !ready);
  return notReady ? `${notReady.name}: not ready` : (pod.status?.phase ?? 'Pending');
}

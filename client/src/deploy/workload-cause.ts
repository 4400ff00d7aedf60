import type { KubernetesObject } from '../../../server/src/protocol.ts';
import type { NoPods, NotReadyCause } from './not-ready-causes.ts';

interface Workload {
  readonly spec?: { readonly replicas?: number; readonly paused?: boolean; readonly suspend?: boolean };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly desiredNumberScheduled?: number;
    readonly conditions?: readonly { type: string; status: string; message?: string }[];
  };
}

/** Why a workload has no pods, as its spec says, which is known before its controller acts. */
export function causeInSpec(workload: KubernetesObject): NoPods | undefined {
  const { spec = {} } = workload as Workload;
  const no = (why: NoPods['why']): NoPods => ({ kind: 'no-pods', why, workload: nameOf(workload) });
  if (spec.replicas === 0) return no('no-replicas');
  if (spec.paused === true && workload.kind === 'Deployment') return no('paused');
  return spec.suspend === true && workload.kind === 'Job' ? no('suspended') : undefined;
}

/**
 * Why a controller creates no pods, as its status says: an exceeded quota, or a DaemonSet that fits no node.
 * @param generation of the applied manifest; an older status says nothing about it
 */
export function causeInStatus(workload: KubernetesObject, generation: number): NotReadyCause | undefined {
  const { status = {} } = workload as Workload;
  if ((status.observedGeneration ?? 0) < generation) return undefined;
  const failure = status.conditions?.find(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True');
  if (failure?.message !== undefined) return { kind: 'pods-refused', message: failure.message };
  if (workload.kind !== 'DaemonSet' || status.desiredNumberScheduled !== 0) return undefined;
  return { kind: 'no-pods', why: 'no-node', workload: nameOf(workload) };
}

/** True for a Job that has finished with success. */
export const isFinished = (workload: KubernetesObject): boolean =>
  workload.kind === 'Job' &&
  (workload as Workload).status?.conditions?.some(({ type, status }) => type === 'Complete' && status === 'True') ===
    true;

export const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind} ${metadata.name}`;

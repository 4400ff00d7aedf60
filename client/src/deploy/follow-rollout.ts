import type { KubernetesObject } from '../../../server/src/protocol.ts';
import { pause } from './apply-manifests.ts';
import type { ObjectRef } from './deploy-result.ts';
import type { KubeAnswer } from './kube-cluster-port.ts';
import type { NotReadyCause } from './not-ready-causes.ts';
import { at, type Run } from './run.ts';
import { causeInStatus, isFinished, nameOf } from './workload-cause.ts';

/** What the status of a workload says about its pods. */
export interface Rollout {
  /** The controller has processed the applied manifest: the newest pod has its template. */
  readonly observed: boolean;
  /** Why the controller creates no pods, e.g. an exceeded quota. */
  readonly cause: NotReadyCause | undefined;
  /** It is a Job that has finished with success. */
  readonly finished: boolean;
  /** Aborted when one of these changes. */
  readonly changed: () => AbortSignal;
  readonly stop: () => void;
}

/** A Deployment keeps its old pods for a while, and they are Ready. Its status shows when the new pods are used. */
export function followRollout(run: Run, ref: ObjectRef, workload: KubernetesObject, signal: AbortSignal): Rollout {
  const stopped = new AbortController();
  let state: State = { observed: ref.kind === 'Pod', cause: undefined, finished: false };
  let next = new AbortController();
  const poll = async (): Promise<void> => {
    const until = AbortSignal.any([signal, stopped.signal]);
    while (!until.aborted) {
      const answer = await run.kubeCluster.read(at(run, ref), ref, until);
      const now = stateAfter(answer, workload, state);
      if (JSON.stringify(now) !== JSON.stringify(state)) {
        state = now;
        next.abort();
        next = new AbortController();
      }
      await pause(1000, until);
    }
  };
  if (ref.kind !== 'Pod') void poll();
  return {
    get observed() {
      return state.observed;
    },
    get cause() {
      return state.cause;
    },
    get finished() {
      return state.finished;
    },
    changed: () => next.signal,
    stop: () => stopped.abort(),
  };
}

type State = Pick<Rollout, 'observed' | 'cause' | 'finished'>;

function stateAfter(answer: KubeAnswer<KubernetesObject>, applied: KubernetesObject, before: State): State {
  if (answer.kind === 'status' && answer.status.code === 404)
    return { ...before, cause: { kind: 'workload-gone', workload: nameOf(applied) } };
  if (answer.kind !== 'ok') return before;
  const now = answer.value;
  const generation = Number(applied.metadata.generation ?? 0);
  return {
    observed: isObserved(now, generation),
    cause: causeInStatus(now, generation),
    finished: isFinished(now),
  };
}

function isObserved(now: KubernetesObject, generation: number): boolean {
  const status = (now.status ?? {}) as {
    observedGeneration?: number;
    updatedReplicas?: number;
    updatedNumberScheduled?: number;
  };
  // A Job does not have these numbers, because its pods have only one template.
  if (now.kind === 'Job') return true;
  const seen = (status.observedGeneration ?? 0) >= generation;
  const updated = status.updatedReplicas ?? status.updatedNumberScheduled;
  return seen && (now.kind === 'Deployment' || now.kind === 'StatefulSet' ? (updated ?? 0) > 0 : true);
}

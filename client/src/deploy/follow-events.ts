import { pause } from './apply-manifests.ts';
import { causeInEvents, type PodEvent } from './event-cause.ts';
import type { KubeTarget } from './kube-cluster-port.ts';
import { eventsOf } from './not-ready-cause.ts';
import type { NotReadyCause } from './not-ready-causes.ts';
import { conditionOf, type Pod } from './pod-status.ts';
import type { Run } from './run.ts';

/** The events of the pod that is waited for. What keeps a pod from starting is often said only there. */
export interface FollowedEvents {
  /** A lasting cause, from the last events of the pod. Begins to follow them. */
  readonly causeFor: (pod: Pod) => NotReadyCause | undefined;
  /** Aborted when the events were read again. */
  readonly changed: () => AbortSignal;
  readonly stop: () => void;
}

/** How often the events are read while the pod waits. Milliseconds. */
const intervalMs = 1500;

export function followEvents(run: Run, target: KubeTarget, signal: AbortSignal): FollowedEvents {
  const stopped = new AbortController();
  const until = AbortSignal.any([signal, stopped.signal]);
  const names = run.plan.objects.map(({ manifest }) => manifest.metadata.name);
  const applied = new Set(names);
  let followed: { readonly pod: Pod; readonly since: number } | undefined;
  let events: readonly PodEvent[] = [];
  let next = new AbortController();
  const poll = async (): Promise<void> => {
    for (await pause(intervalMs, until); !until.aborted && followed; await pause(intervalMs, until)) {
      const { uid } = followed.pod.metadata;
      const read = await eventsOf(run, target, followed.pod, until);
      // Without events, and for another pod, the time alone may decide.
      events = followed.pod.metadata.uid === uid ? read : [];
      next.abort();
      next = new AbortController();
    }
  };
  return {
    causeFor: (pod) => {
      if (!isWaiting(pod)) return undefined;
      const begins = followed === undefined;
      if (followed?.pod.metadata.uid !== pod.metadata.uid) {
        followed = { pod, since: Date.now() };
        events = [];
      }
      if (begins) void poll();
      return causeInEvents(pod, events, { applied, unscheduledMs: Date.now() - (followed?.since ?? Date.now()) });
    },
    changed: () => next.signal,
    stop: () => stopped.abort(),
  };
}

/** A pod that no container of which has started. */
const isWaiting = (pod: Pod): boolean =>
  pod.status?.phase === 'Pending' || conditionOf(pod, 'PodScheduled')?.status === 'False';

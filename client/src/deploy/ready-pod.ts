import type { KubernetesObject } from '../../../server/src/protocol.ts';
import { failureOf } from './api-failure.ts';
import { pause } from './apply-manifests.ts';
import type { Failure, NotReadyCause, ObjectRef } from './deploy-result.ts';
import { followManifests } from './follow-manifests.ts';
import type { ListQuery } from './kube-cluster-port.ts';
import { causeAtDeadline, causeSeen, envoyRefusal, type Suspect } from './not-ready-cause.ts';
import { isEnding, isReady, type Pod, podState } from './pod-status.ts';
import { refOf } from './prepare-manifests.ts';
import { at, type Run } from './run.ts';

type Decision =
  | { readonly kind: 'ready'; readonly pod: string }
  | { readonly kind: 'cause'; readonly cause: NotReadyCause }
  | { readonly kind: 'suspect'; readonly suspect: Suspect };

/** Follows the pods of the workload until one is Ready, none can become Ready, or the time is over. */
export async function waitUntilReady(
  run: Run,
  workload: KubernetesObject,
): Promise<{ readonly kind: 'ready'; readonly pod: string } | Failure> {
  const ref = refOf(workload, run.target.namespace);
  const deadline = AbortSignal.timeout(run.request.limits.readyMs);
  const signal = AbortSignal.any([run.signal, deadline]);
  const rollout = followRollout(run, ref, workload, signal);
  const seen: { pod?: Pod } = {};
  const cleared = new Set<string>();
  const decide = (items: readonly KubernetesObject[]): Decision | undefined => {
    if (rollout.refusal) return { kind: 'cause', cause: { kind: 'pods-refused', message: rollout.refusal } };
    const pods = ref.kind === 'Pod' ? items.filter(({ metadata }) => metadata.uid === workload.metadata.uid) : items;
    if (ref.kind === 'Pod' && pods.length === 0) return { kind: 'cause', cause: { kind: 'pod-gone', pod: ref.name } };
    const current = rollout.observed ? newestPods(pods) : [];
    seen.pod = current.find(isReady) ?? current[0];
    if (!seen.pod) return undefined;
    run.report({ kind: 'waiting', state: podState(seen.pod) });
    if (isReady(seen.pod)) return { kind: 'ready', pod: seen.pod.metadata.name };
    return causeSeen(seen.pod, run.plan.workload.envoyContainer, cleared);
  };
  try {
    for (;;) {
      const round = AbortSignal.any([signal, rollout.changed()]);
      const answer = await followManifests(run.kubeCluster, at(run, ref), podsOf(workload), decide, round);
      if (run.signal.aborted) return { kind: 'cancelled' };
      if (deadline.aborted) {
        return { kind: 'not-ready', cause: await causeAtDeadline(run, at(run, ref), seen.pod) };
      }
      if (answer.kind === 'cancelled') continue;
      if (answer.kind !== 'ok') return failureOf(answer, { ...ref, apiVersion: 'v1', kind: 'Pod' });
      const decision = answer.value;
      if (decision.kind === 'ready') return decision;
      if (decision.kind === 'cause') return { kind: 'not-ready', cause: decision.cause };
      const cause = await envoyRefusal(run, at(run, ref), decision.suspect);
      if (cause) return { kind: 'not-ready', cause };
      cleared.add(decision.suspect.key);
    }
  } finally {
    rollout.stop();
  }
}

/** The pods of the latest template, newest first, without pods that are being deleted. */
function newestPods(pods: readonly KubernetesObject[]): readonly Pod[] {
  const living = (pods as readonly Pod[]).filter((pod) => !isEnding(pod));
  const newest = living.toSorted((a, b) =>
    String(b.metadata.creationTimestamp).localeCompare(String(a.metadata.creationTimestamp)),
  );
  const template = templateOf(newest[0]);
  return newest.filter((pod) => templateOf(pod) === template);
}

function templateOf(pod: Pod | undefined): string | undefined {
  const labels = (pod?.metadata.labels ?? {}) as Readonly<Record<string, string>>;
  return labels['pod-template-hash'] ?? labels['controller-revision-hash'];
}

function podsOf(workload: KubernetesObject): ListQuery {
  const pods = { apiVersion: 'v1', kind: 'Pod' };
  if (workload.kind === 'Pod') return { ...pods, fieldSelector: `metadata.name=${workload.metadata.name}` };
  const { selector } = workload.spec as { selector?: Selector };
  return { ...pods, labelSelector: labelSelector(selector ?? {}) };
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

function labelSelector({ matchLabels = {}, matchExpressions = [] }: Selector): string {
  const equal = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const operators: Readonly<Record<string, string>> = { In: 'in', NotIn: 'notin', Exists: '', DoesNotExist: '!' };
  const others = matchExpressions.map(({ key, operator, values }) => {
    if (operator === 'DoesNotExist') return `!${key}`;
    return values ? `${key} ${operators[operator] ?? 'in'} (${values.join(',')})` : key;
  });
  return [...equal, ...others].join(',');
}

interface Rollout {
  /** The controller has processed the applied manifest: the newest pod has its template. */
  readonly observed: boolean;
  /** Why the controller cannot create pods, e.g. an exceeded quota. */
  readonly refusal: string | undefined;
  /** Aborted when one of these changes. */
  readonly changed: () => AbortSignal;
  readonly stop: () => void;
}

/** A Deployment keeps its old pods for a while, and they are Ready. Its status shows when the new pods are used. */
function followRollout(run: Run, ref: ObjectRef, workload: KubernetesObject, signal: AbortSignal): Rollout {
  const stopped = new AbortController();
  const state = { observed: ref.kind === 'Pod', refusal: undefined as string | undefined, next: new AbortController() };
  const poll = async () => {
    const until = AbortSignal.any([signal, stopped.signal]);
    while (!until.aborted) {
      const answer = await run.kubeCluster.read(at(run, ref), ref, until);
      if (answer.kind === 'ok') {
        const before = [state.observed, state.refusal].join();
        Object.assign(state, rolloutOf(answer.value, workload));
        if (before !== [state.observed, state.refusal].join()) {
          state.next.abort();
          state.next = new AbortController();
        }
      }
      await pause(1000, until);
    }
  };
  if (ref.kind !== 'Pod') void poll();
  return {
    get observed() {
      return state.observed;
    },
    get refusal() {
      return state.refusal;
    },
    changed: () => state.next.signal,
    stop: () => stopped.abort(),
  };
}

function rolloutOf(now: KubernetesObject, applied: KubernetesObject) {
  const status = (now.status ?? {}) as {
    observedGeneration?: number;
    updatedReplicas?: number;
    updatedNumberScheduled?: number;
    conditions?: readonly { type: string; status: string; message?: string }[];
  };
  const generation = Number(applied.metadata.generation ?? 0);
  // A Job does not have these numbers, because its pods have only one template.
  const seen = now.kind === 'Job' || (status.observedGeneration ?? 0) >= generation;
  const updated = status.updatedReplicas ?? status.updatedNumberScheduled;
  const failure = status.conditions?.find(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True');
  const counted = now.kind === 'Deployment' || now.kind === 'StatefulSet' ? (updated ?? 0) > 0 : true;
  return { observed: seen && counted, refusal: seen ? failure?.message : undefined };
}

import type { KubernetesObject } from '../../../server/src/protocol.ts';
import { failureOf } from './api-failure.ts';
import type { Failure } from './deploy-result.ts';
import { followEvents } from './follow-events.ts';
import { followManifests } from './follow-manifests.ts';
import type { ListQuery } from './kube-cluster-port.ts';
import { followRollout } from './follow-rollout.ts';
import { notReady } from './locate-cause.ts';
import { causeAtDeadline, causeOfEnd, causeSeen, type Suspect } from './not-ready-cause.ts';
import type { NotReadyCause } from './not-ready-causes.ts';
import { isEnding, isReady, type Pod, podState } from './pod-status.ts';
import { refOf } from './prepare-manifests.ts';
import { at, type Run } from './run.ts';
import { causeInSpec, nameOf } from './workload-cause.ts';

type Decision =
  | Ended
  | { readonly kind: 'cause'; readonly cause: NotReadyCause }
  | { readonly kind: 'suspect'; readonly suspect: Suspect };

/** The pod is Ready, or the Job has finished with success. */
type Ended =
  | { readonly kind: 'ready'; readonly pod: string }
  | { readonly kind: 'finished'; readonly workload: string };

/** Follows the pods of the workload until one is Ready, none can become Ready, or the time is over. */
export async function waitUntilReady(run: Run, workload: KubernetesObject): Promise<Ended | Failure> {
  const none = causeInSpec(workload);
  if (none) return notReady(run, none);
  const ref = refOf(workload, run.target.namespace);
  const deadline = AbortSignal.timeout(run.request.limits.readyMs);
  const signal = AbortSignal.any([run.signal, deadline]);
  const rollout = followRollout(run, ref, workload, signal);
  const events = followEvents(run, at(run, ref), signal);
  const seen: { pod?: Pod } = {};
  const cleared = new Set<string>();
  const finished = { kind: 'finished', workload: nameOf(workload) } as const;
  const decide = (items: readonly KubernetesObject[]): Decision | undefined => {
    if (rollout.cause) return { kind: 'cause', cause: rollout.cause };
    if (rollout.finished) return finished;
    const pods = ref.kind === 'Pod' ? items.filter(({ metadata }) => metadata.uid === workload.metadata.uid) : items;
    if (ref.kind === 'Pod' && pods.length === 0) return { kind: 'cause', cause: { kind: 'pod-gone', pod: ref.name } };
    const current = rollout.observed ? newestPods(pods) : [];
    seen.pod = current.find(isReady) ?? current[0];
    if (!seen.pod) return undefined;
    run.report({ kind: 'waiting', state: podState(seen.pod) });
    if (isReady(seen.pod)) return { kind: 'ready', pod: seen.pod.metadata.name };
    if (ref.kind === 'Job' && seen.pod.status?.phase === 'Succeeded') return finished;
    const found = causeSeen(seen.pod, run.plan.workload.envoyContainer, cleared);
    if (found) return found;
    const cause = events.causeFor(seen.pod);
    return cause && { kind: 'cause', cause };
  };
  try {
    for (;;) {
      const round = AbortSignal.any([signal, rollout.changed(), events.changed()]);
      const answer = await followManifests(run.kubeCluster, at(run, ref), podsOf(workload), decide, round);
      if (run.signal.aborted) return { kind: 'cancelled' };
      if (deadline.aborted) {
        return notReady(run, await causeAtDeadline(run, at(run, ref), seen.pod));
      }
      if (answer.kind === 'cancelled') continue;
      if (answer.kind !== 'ok') return failureOf(answer, { ...ref, apiVersion: 'v1', kind: 'Pod' });
      const decision = answer.value;
      if (decision.kind === 'ready' || decision.kind === 'finished') return decision;
      if (decision.kind === 'cause') return notReady(run, decision.cause);
      const cause = await causeOfEnd(run, at(run, ref), decision.suspect);
      if (cause) return notReady(run, cause);
      cleared.add(decision.suspect.key);
    }
  } finally {
    rollout.stop();
    events.stop();
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

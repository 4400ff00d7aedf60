import { lastLines, plainRefusal, refusalInLog } from '../local/envoy-log.ts';
import { type PodEvent, warningsIn } from './event-cause.ts';
import type { KubeTarget } from './kube-cluster-port.ts';
import type { NotReadyCause } from './not-ready-causes.ts';
import {
  type ContainerStatus,
  containersOf,
  lastEnd,
  mustEnd,
  type Pod,
  podState,
  specOf,
  unfinishedInit,
} from './pod-status.ts';
import { pullFailure } from './pull-failure.ts';
import type { Run } from './run.ts';

/** A container that has ended. Its log shows whether the cause is permanent. */
export interface Suspect {
  /** Identifies one exit of one container. */
  readonly key: string;
  readonly pod: string;
  readonly container: string;
  readonly init: boolean;
  readonly exitCode: number;
  /** As Kubernetes says it, e.g. `OOMKilled`. */
  readonly reason: string;
  /** Of a container that could not be started. */
  readonly message: string;
  readonly memory?: string;
  readonly image: string;
  readonly previous: boolean;
  /** It has ended more than once, or is not started again. */
  readonly lasting: boolean;
  /** It has done its work, and is not started again. */
  readonly finished: boolean;
}

type Seen =
  | { readonly kind: 'cause'; readonly cause: NotReadyCause }
  | { readonly kind: 'suspect'; readonly suspect: Suspect };

/** What permanently prevents a pod from becoming Ready, according to its state. Undefined for temporary states. */
export function causeSeen(pod: Pod, envoyContainer: string, cleared: ReadonlySet<string>): Seen | undefined {
  const { phase, message, reason } = pod.status ?? {};
  for (const container of containersOf(pod)) {
    const cause = waitingCause(pod, container);
    if (cause) return { kind: 'cause', cause };
    const suspect = suspectOf(pod, container);
    if (!suspect || cleared.has(suspect.key)) continue;
    // Apps may fail once while they wait for others, but Envoy's verdict on its config does not change.
    if (suspect.lasting || container.name === envoyContainer || phase === 'Failed') return { kind: 'suspect', suspect };
  }
  if (phase !== 'Failed' && phase !== 'Succeeded') return undefined;
  const ended = { pod: pod.metadata.name, message: message ?? reason ?? phase, succeeded: phase === 'Succeeded' };
  return { kind: 'cause', cause: { kind: 'pod-failed', ...ended } };
}

function waitingCause(pod: Pod, container: ContainerStatus): NotReadyCause | undefined {
  const { reason = '', message = '' } = container.state?.waiting ?? {};
  const { name } = container;
  const image = specOf(pod, name)?.image ?? container.image ?? '';
  // ErrImagePull comes first, with the registry's message. The second try is not awaited, because it takes ten seconds
  // or more.
  if (['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'].includes(reason))
    return { kind: 'image', container: name, image, why: pullFailure(message), message };
  if (!['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError'].includes(reason)) return undefined;
  if (pullFailure(message) === 'architecture')
    return { kind: 'image', container: name, image, why: 'architecture', message };
  return { kind: 'container', container: name, reason, message };
}

function suspectOf(pod: Pod, container: ContainerStatus): Suspect | undefined {
  const { name, state, restartCount = 0 } = container;
  const end = lastEnd(container);
  if (!end) return undefined;
  const init = mustEnd(pod, name);
  const succeeded = end.exitCode === 0;
  if (succeeded && (init || haveAllSucceeded(pod))) return undefined;
  // Kubernetes reports a crash loop seconds after the second failure in a row.
  const again = state?.terminated !== undefined && restartCount > 0;
  const policy = specOf(pod, name)?.restartPolicy ?? pod.spec?.restartPolicy ?? 'Always';
  const forGood = state?.terminated !== undefined && (policy === 'Never' || (policy === 'OnFailure' && succeeded));
  const finished = succeeded && forGood;
  const lasting = again || forGood || state?.waiting?.reason === 'CrashLoopBackOff';
  const spec = specOf(pod, name);
  return {
    key: [pod.metadata.uid, name, restartCount, lasting].join(' '),
    pod: pod.metadata.name,
    container: name,
    init,
    exitCode: end.exitCode,
    reason: end.reason ?? '',
    message: end.message ?? '',
    memory: spec?.resources?.limits?.memory,
    image: spec?.image ?? container.image ?? '',
    previous: end.previous,
    lasting,
    finished,
  };
}

/** The phase of the pod follows a moment later. */
const haveAllSucceeded = ({ status }: Pod): boolean =>
  status?.phase === 'Succeeded' ||
  (status?.containerStatuses ?? []).every(({ state }) => state?.terminated?.exitCode === 0);

/** Reads the log of a container that has ended: Envoy's error about its config, otherwise why it ended if it is permanent. */
export async function causeOfEnd(run: Run, target: KubeTarget, suspect: Suspect): Promise<NotReadyCause | undefined> {
  const { pod, container, init, exitCode, memory, image } = suspect;
  const log = await readEndedLog(run, target, suspect);
  const refusal = container === run.plan.workload.envoyContainer ? refusalInLog(log) : undefined;
  if (refusal !== undefined)
    return { kind: 'envoy-config', container, message: plainRefusal(refusal), refusal, log: lastLines(log, 20) };
  if (!suspect.lasting && !(await hasFailed(run, target, pod))) return undefined;
  const said = log.trim() === '' ? suspect.message : log;
  if (/exec format error/.test(said))
    return { kind: 'image', container, image, why: 'architecture', message: lastLines(said, 1) };
  const end = { container, init, exitCode, log: lastLines(said, 20) };
  if (suspect.reason === 'OOMKilled') return { kind: 'out-of-memory', ...end, ...(memory !== undefined && { memory }) };
  if (suspect.finished) return { kind: 'finished', ...end };
  return { kind: exitCode === 0 ? 'exited' : 'crashed', ...end };
}

/**
 * What has happened to a pod that was Ready. Without a readiness probe, a pod is Ready as soon as Envoy has started,
 * which may be a second before Envoy rejects its config.
 */
export async function causeSince(run: Run, target: KubeTarget, name: string): Promise<NotReadyCause | undefined> {
  const answer = await run.kubeCluster.read(target, { apiVersion: 'v1', kind: 'Pod', name }, run.signal);
  if (answer.kind === 'status' && answer.status.code === 404) return { kind: 'pod-gone', pod: name };
  // If the user must not read the pod, the error of the connection is used.
  if (answer.kind !== 'ok') return undefined;
  const seen = causeSeen(answer.value as Pod, run.plan.workload.envoyContainer, new Set());
  return seen?.kind === 'suspect' ? causeOfEnd(run, target, seen.suspect) : seen?.cause;
}

async function readEndedLog(run: Run, target: KubeTarget, { pod, container, previous }: Suspect): Promise<string> {
  // The container may have been restarted between the two requests, so the log of the other run is read too.
  for (const which of [previous, !previous]) {
    const answer = await run.kubeCluster.readLog(
      target,
      { pod, container, previous: which, tailLines: 200 },
      AbortSignal.timeout(5000),
    );
    if (answer.kind === 'ok' && answer.value.trim() !== '') return answer.value;
  }
  return '';
}

async function hasFailed(run: Run, target: KubeTarget, name: string): Promise<boolean> {
  const answer = await run.kubeCluster.read(target, { apiVersion: 'v1', kind: 'Pod', name }, run.signal);
  return answer.kind === 'ok' && (answer.value as Pod).status?.phase === 'Failed';
}

/** The events about a pod. Empty if the user must not read them. */
export async function eventsOf(
  run: Run,
  target: KubeTarget,
  pod: Pod,
  signal: AbortSignal,
): Promise<readonly PodEvent[]> {
  const fieldSelector = `involvedObject.uid=${pod.metadata.uid}`;
  const answer = await run.kubeCluster.list(target, { apiVersion: 'v1', kind: 'Event', fieldSelector }, signal);
  return answer.kind === 'ok' ? (answer.value.items as readonly PodEvent[]) : [];
}

/** After the timeout: the state of the pod and the warnings of Kubernetes about it. */
export async function causeAtDeadline(run: Run, target: KubeTarget, pod: Pod | undefined): Promise<NotReadyCause> {
  const seconds = Math.round(run.request.limits.readyMs / 1000);
  if (!pod) return { kind: 'timeout', seconds, state: '', events: [] };
  // The time of the run is over, so the events have a short time limit of their own.
  const events = warningsIn(await eventsOf(run, target, pod, AbortSignal.timeout(3000))).slice(-5);
  const init = unfinishedInit(pod);
  const awaited = init ?? pod.status?.containerStatuses?.find(({ ready, state }) => !ready && state?.running);
  return {
    kind: 'timeout',
    seconds,
    state: podState(pod),
    events,
    ...(awaited && { container: awaited.name }),
    ...(init && { init: true }),
  };
}

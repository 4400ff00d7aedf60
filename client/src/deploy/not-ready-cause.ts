import { lastLines, plainRefusal, refusalInLog } from '../local/envoy-log.ts';
import type { NotReadyCause } from './deploy-result.ts';
import type { KubeTarget } from './kube-cluster-port.ts';
import { type ContainerStatus, containersOf, lastEnd, type Pod, podState } from './pod-status.ts';
import type { Run } from './run.ts';

/** A container that ended with an error; its log says whether that is for good. */
export interface Suspect {
  /** The same for the same end of the same container. */
  readonly key: string;
  readonly pod: string;
  readonly container: string;
  readonly exitCode: number;
  readonly previous: boolean;
  /** It has ended more than once. */
  readonly crashing: boolean;
}

type Seen =
  | { readonly kind: 'cause'; readonly cause: NotReadyCause }
  | { readonly kind: 'suspect'; readonly suspect: Suspect };

/** What a pod's state says is sure to keep it from becoming Ready; states that may pass say nothing. */
export function causeSeen(pod: Pod, envoyContainer: string, cleared: ReadonlySet<string>): Seen | undefined {
  const { phase, message, reason } = pod.status ?? {};
  for (const container of containersOf(pod)) {
    const cause = waitingCause(pod, container);
    if (cause) return { kind: 'cause', cause };
    const suspect = suspectOf(pod, container);
    if (!suspect || cleared.has(suspect.key)) continue;
    // Apps may fail once while they wait for others; Envoy's verdict on its config does not change.
    if (suspect.crashing || container.name === envoyContainer || phase === 'Failed')
      return { kind: 'suspect', suspect };
  }
  if (phase !== 'Failed' && phase !== 'Succeeded') return undefined;
  return { kind: 'cause', cause: { kind: 'pod-failed', pod: pod.metadata.name, message: message ?? reason ?? phase } };
}

function waitingCause(pod: Pod, container: ContainerStatus): NotReadyCause | undefined {
  const { reason = '', message = '' } = container.state?.waiting ?? {};
  const image = pod.spec?.containers?.find(({ name }) => name === container.name)?.image ?? container.image ?? '';
  // ErrImagePull comes first, with the registry's words; it is not waited for a second try, which costs ten seconds and more.
  if (['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'].includes(reason)) {
    return { kind: 'image', container: container.name, image, message };
  }
  if (['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError'].includes(reason)) {
    return { kind: 'container', container: container.name, reason, message };
  }
  return undefined;
}

function suspectOf(pod: Pod, container: ContainerStatus): Suspect | undefined {
  const end = lastEnd(container);
  if (!end || end.exitCode === 0) return undefined;
  // The second failure in a row is what Kubernetes calls a crash loop, seconds before it says so.
  const again = container.state?.terminated !== undefined && (container.restartCount ?? 0) > 0;
  const crashing = again || container.state?.waiting?.reason === 'CrashLoopBackOff';
  return {
    key: [pod.metadata.uid, container.name, container.restartCount, crashing].join(' '),
    pod: pod.metadata.name,
    container: container.name,
    exitCode: end.exitCode,
    previous: end.previous,
    crashing,
  };
}

/** Reads the log of a container that ended: Envoy's refusal of its config, else a crash once it is one for good. */
export async function envoyRefusal(run: Run, target: KubeTarget, suspect: Suspect): Promise<NotReadyCause | undefined> {
  const { pod, container, exitCode } = suspect;
  const log = await readEndedLog(run, target, suspect);
  const refusal = container === run.plan.workload.envoyContainer ? refusalInLog(log) : undefined;
  if (refusal !== undefined) {
    const config = run.plan.objects.find(({ role }) => role === 'config')?.origin.uri;
    const uri = config ?? run.plan.hostPathConfigs[0]?.configUri ?? run.plan.workload.location.uri;
    const location = await run.request.locate.envoyError(uri, refusal);
    return { kind: 'envoy-config', container, message: plainRefusal(refusal), location, log: lastLines(log, 20) };
  }
  if (!suspect.crashing && !(await hasFailed(run, target, pod))) return undefined;
  return { kind: 'crashed', container, exitCode, log: lastLines(log, 20) };
}

/**
 * What has happened to a pod that was Ready. Without a readiness probe a pod is Ready as soon as Envoy has been started,
 * which may be a second before Envoy refuses its config.
 */
export async function causeSince(run: Run, target: KubeTarget, name: string): Promise<NotReadyCause | undefined> {
  const answer = await run.kubeCluster.read(target, { apiVersion: 'v1', kind: 'Pod', name }, run.signal);
  if (answer.kind === 'status' && answer.status.code === 404) return { kind: 'pod-gone', pod: name };
  // Who may not read the pod has the connection's own failure.
  if (answer.kind !== 'ok') return undefined;
  const seen = causeSeen(answer.value as Pod, run.plan.workload.envoyContainer, new Set());
  return seen?.kind === 'suspect' ? envoyRefusal(run, target, seen.suspect) : seen?.cause;
}

async function readEndedLog(run: Run, target: KubeTarget, { pod, container, previous }: Suspect): Promise<string> {
  // The container may have been started again between the two calls, so the other run's log is tried as well.
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

/** The time is over: the pod's state and the warnings that Kubernetes wrote about it. */
export async function causeAtDeadline(run: Run, target: KubeTarget, pod: Pod | undefined): Promise<NotReadyCause> {
  const seconds = Math.round(run.request.limits.readyMs / 1000);
  if (!pod) return { kind: 'timeout', seconds, state: '', events: [] };
  const fieldSelector = `involvedObject.uid=${pod.metadata.uid}`;
  // The run's own time is over, so the events get a little of their own.
  const answer = await run.kubeCluster.list(
    target,
    { apiVersion: 'v1', kind: 'Event', fieldSelector },
    AbortSignal.timeout(3000),
  );
  const events = answer.kind === 'ok' ? answer.value.items : [];
  const warnings = events
    .filter(({ type }) => type === 'Warning')
    .map(({ reason, message }) => `${reason}: ${message}`);
  return { kind: 'timeout', seconds, state: podState(pod), events: [...new Set(warnings)].slice(-5) };
}

import { lastLines, plainRefusal, refusalInLog } from '../local/envoy-log.ts';
import type { NotReadyCause } from './deploy-result.ts';
import type { KubeTarget } from './kube-cluster-port.ts';
import { type ContainerStatus, containersOf, lastEnd, type Pod, podState } from './pod-status.ts';
import type { Run } from './run.ts';

/** A container that exited with an error. Its log shows whether the error is permanent. */
export interface Suspect {
  /** Identifies one exit of one container. */
  readonly key: string;
  readonly pod: string;
  readonly container: string;
  readonly exitCode: number;
  readonly previous: boolean;
  /** It has exited more than once. */
  readonly crashing: boolean;
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
    if (suspect.crashing || container.name === envoyContainer || phase === 'Failed')
      return { kind: 'suspect', suspect };
  }
  if (phase !== 'Failed' && phase !== 'Succeeded') return undefined;
  return { kind: 'cause', cause: { kind: 'pod-failed', pod: pod.metadata.name, message: message ?? reason ?? phase } };
}

function waitingCause(pod: Pod, container: ContainerStatus): NotReadyCause | undefined {
  const { reason = '', message = '' } = container.state?.waiting ?? {};
  const image = pod.spec?.containers?.find(({ name }) => name === container.name)?.image ?? container.image ?? '';
  // ErrImagePull comes first, with the registry's message. The second try is not awaited, because it takes ten seconds
  // or more.
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
  // Kubernetes reports a crash loop seconds after the second failure in a row.
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

/** Reads the log of a container that exited: Envoy's error about its config, otherwise a crash if it is permanent. */
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
 * What has happened to a pod that was Ready. Without a readiness probe, a pod is Ready as soon as Envoy has started,
 * which may be a second before Envoy rejects its config.
 */
export async function causeSince(run: Run, target: KubeTarget, name: string): Promise<NotReadyCause | undefined> {
  const answer = await run.kubeCluster.read(target, { apiVersion: 'v1', kind: 'Pod', name }, run.signal);
  if (answer.kind === 'status' && answer.status.code === 404) return { kind: 'pod-gone', pod: name };
  // If the user must not read the pod, the error of the connection is used.
  if (answer.kind !== 'ok') return undefined;
  const seen = causeSeen(answer.value as Pod, run.plan.workload.envoyContainer, new Set());
  return seen?.kind === 'suspect' ? envoyRefusal(run, target, seen.suspect) : seen?.cause;
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

/** After the timeout: the state of the pod and the warnings of Kubernetes about it. */
export async function causeAtDeadline(run: Run, target: KubeTarget, pod: Pod | undefined): Promise<NotReadyCause> {
  const seconds = Math.round(run.request.limits.readyMs / 1000);
  if (!pod) return { kind: 'timeout', seconds, state: '', events: [] };
  const fieldSelector = `involvedObject.uid=${pod.metadata.uid}`;
  // The time of the run is over, so the events have a short time limit of their own.
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

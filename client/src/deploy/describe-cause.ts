import type { L10n } from './l10n.ts';
import type { ContainerEnd, ImageCause, NoPods, NotReadyCause } from './not-ready-causes.ts';

/** Why a pod does not become Ready, in one sentence: what happened, and what to do if it is known. */
export function describeCause(cause: NotReadyCause, l10n: L10n): string {
  switch (cause.kind) {
    case 'image':
      return describeImage(cause, l10n);
    case 'envoy-config':
      return l10n.t('Envoy rejected its config: {0}', cause.message);
    case 'crashed':
    case 'out-of-memory':
    case 'exited':
    case 'finished':
      return describeEnd(cause, l10n);
    case 'container':
      return l10n.t('Container {0} cannot start ({1}): {2}', cause.container, cause.reason, cause.message);
    case 'mount':
      return l10n.t('Volume {0} cannot be mounted: {1}', cause.volume, cause.message);
    case 'unschedulable':
      return l10n.t('Pod {0} cannot be scheduled: {1}', cause.pod, cause.message);
    case 'pod-failed':
      return l10n.t('Pod {0} has ended: {1}', cause.pod, cause.message);
    case 'pods-refused':
      return l10n.t('The cluster cannot create the pod: {0}', cause.message);
    case 'no-pods':
      return describeNoPods(cause, l10n);
    case 'pod-gone':
      return l10n.t('Pod {0} was deleted by someone else while waiting for it.', cause.pod);
    case 'workload-gone':
      return l10n.t('{0} was deleted by someone else while waiting for its pods.', cause.workload);
    case 'timeout':
      return describeTimeout(cause, l10n);
  }
}

function describeImage({ container, image, why, message }: ImageCause, l10n: L10n): string {
  switch (why) {
    case 'not-found':
      return l10n.t('Image {0} of container {1} does not exist in its registry: {2}', image, container, message);
    case 'not-authorized':
      return l10n.t(
        'Image {0} of container {1} does not exist, or the cluster is not allowed to pull it (see imagePullSecrets): {2}',
        image,
        container,
        message,
      );
    case 'architecture':
      return l10n.t(
        'Image {0} of container {1} is for another processor than the node: {2}',
        image,
        container,
        message,
      );
    case 'other':
      return l10n.t('Cannot pull image {0} of container {1}: {2}', image, container, message);
  }
}

function describeEnd({ kind, container, init, exitCode, memory, log }: ContainerEnd, l10n: L10n): string {
  switch (kind) {
    case 'crashed':
      return init
        ? l10n.t('Init container {0} exited with code {1}: {2}', container, exitCode, lastLine(log))
        : l10n.t('Container {0} exited with code {1}: {2}', container, exitCode, lastLine(log));
    case 'out-of-memory':
      return memory === undefined
        ? l10n.t('Container {0} was stopped, because the node ran out of memory.', container)
        : l10n.t('Container {0} was stopped, because it needs more memory than its limit of {1}.', container, memory);
    case 'exited':
      return l10n.t(
        'Container {0} ended with exit code 0, but it must keep running for the pod to be Ready.',
        container,
      );
    case 'finished':
      return l10n.t(
        'Container {0} has finished, but the pod does not end, because other containers keep running.',
        container,
      );
  }
}

function describeNoPods({ why, workload }: NoPods, l10n: L10n): string {
  switch (why) {
    case 'no-replicas':
      return l10n.t("{0} has 'replicas: 0', so it has no pods.", workload);
    case 'paused':
      return l10n.t("{0} has 'paused: true', so it does not replace its pods.", workload);
    case 'suspended':
      return l10n.t("{0} has 'suspend: true', so it does not create pods.", workload);
    case 'no-node':
      return l10n.t(
        '{0} fits no node of the cluster, so it has no pods. Check its nodeSelector, affinity and tolerations.',
        workload,
      );
  }
}

function describeTimeout(cause: Extract<NotReadyCause, { kind: 'timeout' }>, l10n: L10n): string {
  const { seconds, state, events, container = '', init } = cause;
  if (state === '') return l10n.t('No pod was created within {0} s.', seconds);
  const last = events.at(-1);
  if (init === true && last === undefined)
    return l10n.t(
      'Init container {0} has not ended after {1} s, so the other containers did not start.',
      container,
      seconds,
    );
  return last === undefined
    ? l10n.t('The pod is not Ready after {0} s ({1}).', seconds, state)
    : l10n.t('The pod is not Ready after {0} s ({1}): {2}', seconds, state, last);
}

function lastLine(log: string): string {
  return log.trimEnd().split('\n').at(-1) ?? '';
}

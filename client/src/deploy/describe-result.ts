import type { Location } from 'vscode-languageserver-types';
import type { Change, DeployResult, Failure, NoAnswer, RequestEnd } from './deploy-result.ts';
import { describeCause } from './describe-cause.ts';
import { describeRef } from './deploy-result.ts';
import type { KubeTarget } from './kube-cluster-port.ts';
import type { KubeconfigProblem } from './kubeconfig.ts';
import type { L10n } from './l10n.ts';

/** The result of a run in one sentence: what happened, why, and what to do, if known. */
export function describeResult(result: DeployResult, l10n: L10n): string {
  const { target } = result;
  switch (result.kind) {
    case 'applied':
      return describeApplied(result, l10n);
    case 'cancelled':
      return l10n.t('Cancelled.');
    case 'untrusted':
      return l10n.t('Nothing can be run or deployed from an untrusted workspace. Trust the workspace first.');
    case 'no-file':
      return l10n.t('Open the manifest or Envoy config to deploy, then run the command again.');
    case 'no-plan':
      return result.refusal.refused;
    case 'no-kubeconfig':
      return describeKubeconfigProblem(result.problem, l10n);
    case 'no-client':
      return l10n.t(
        'The Kubernetes client could not be loaded: {0}. It requires VS Code 1.105 or later.',
        result.detail,
      );
    case 'bug':
      return l10n.t('Deployment failed because of a bug in this extension. See the output for details.');
    default:
      return target ? describeFailure(result, target, l10n) : result.kind;
  }
}

function describeApplied(result: Extract<DeployResult, { kind: 'applied' }>, l10n: L10n): string {
  const { target, pod, answer, changes, finished } = result;
  if (finished !== undefined) return l10n.t('{0} has finished with success.', finished);
  if (!target || (!pod && changes.length === 0)) return l10n.t('No objects from this workspace are deployed.');
  if (answer) return describeRequest(answer, pod ?? '', l10n);
  const { context, namespace } = target;
  const deleted = changes.filter(({ action }) => action === 'deleted');
  if (!pod && deleted.length === changes.length) {
    return l10n.t('Deleted from {0}/{1}: {2}.', context, namespace, names(deleted));
  }
  return pod
    ? l10n.t('Pod {0} is Ready in {1}/{2}.', pod, context, namespace)
    : l10n.t('Applied to {0}/{1}: {2}.', context, namespace, names(changes));
}

function describeRequest(answer: RequestEnd, pod: string, l10n: L10n): string {
  switch (answer.kind) {
    case 'answered':
      return l10n.t(
        '{0} answered {1} {2}. The port-forward on 127.0.0.1:{3} stays open until you stop it.',
        answer.listener.name,
        answer.response.status,
        answer.response.statusText,
        answer.localPort,
      );
    case 'no-listener':
      return l10n.t('Pod {0} is Ready. No request was sent, because its Envoy config has no known listener.', pod);
    case 'not-sent':
      return describeNotSent(answer, pod, l10n);
  }
}

function describeNotSent(answer: Extract<RequestEnd, { kind: 'not-sent' }>, pod: string, l10n: L10n): string {
  const { listener, localPort } = answer;
  if (localPort === undefined) {
    const template = 'Pod {0} is Ready. No request was sent, because port-forward does not support {2} (listener {1}).';
    return l10n.t(template, pod, listener.name, listener.protocol.toUpperCase());
  }
  const template =
    listener.protocol === 'tls'
      ? 'Pod {0} is Ready. No request was sent, because listener {1} does not accept HTTP from clients without a certificate. It is forwarded to 127.0.0.1:{2}.'
      : 'Pod {0} is Ready. No request was sent, because listener {1} does not use HTTP. It is forwarded to 127.0.0.1:{2}.';
  return l10n.t(template, pod, listener.name, localPort);
}

function describeKubeconfigProblem(problem: KubeconfigProblem, l10n: L10n): string {
  switch (problem.kind) {
    case 'none':
      return l10n.t(
        'No kubeconfig found at {0}. Set envoySidecar.kubeconfig or KUBECONFIG to the file of your cluster.',
        problem.looked.join(', '),
      );
    case 'unreadable':
      return l10n.t('Cannot read kubeconfig {0}: {1}.', problem.file, problem.detail);
    case 'no-current-context':
      return l10n.t(
        'Kubeconfig {0} has no current context. Select one with "kubectl config use-context NAME".',
        problem.files.join(', '),
      );
    case 'unknown-context':
      return l10n.t(
        'Context {0} is not in the kubeconfig or now points to a different server. Select one with "kubectl config use-context NAME".',
        problem.context,
      );
    case 'no-cluster':
      return l10n.t(
        'Context {0} of kubeconfig {1} does not specify a cluster with a server.',
        problem.context,
        problem.files.join(', '),
      );
  }
}

type TargetFailure = Exclude<
  Failure,
  { readonly kind: 'cancelled' | 'untrusted' | 'no-file' | 'no-plan' | 'no-kubeconfig' | 'no-client' | 'bug' }
>;

function describeFailure(failure: TargetFailure, target: KubeTarget, l10n: L10n): string {
  const { context, server } = target;
  switch (failure.kind) {
    case 'unreachable':
      return l10n.t('Cannot reach the cluster of context {0} at {1}: {2}.', context, server, failure.detail);
    case 'no-credentials':
      return l10n.t('The cluster of context {0} does not accept your credentials: {1}.', context, failure.detail);
    case 'forbidden':
      return failure.namespace
        ? l10n.t(
            'You are not allowed to {1} {2} in namespace {3} of context {0}.',
            context,
            failure.verb,
            failure.resource,
            failure.namespace,
          )
        : l10n.t('You are not allowed to {1} {2} in context {0}.', context, failure.verb, failure.resource);
    case 'conflict': {
      const [conflict] = failure.conflicts;
      const object = conflict ? describeRef(conflict.ref) : '';
      return l10n.t(
        '{0} is unchanged, because other managers own some of its fields: {1}.',
        object,
        conflict?.causes[0]?.message ?? '',
      );
    }
    case 'refused': {
      const [problem] = failure.problems;
      if (!problem) return l10n.t('The cluster rejected the manifests.');
      return failure.problems.length === 1
        ? l10n.t('The cluster rejected {0}: {1}', describeRef(problem.ref), problem.message)
        : l10n.t(
            'The cluster rejected {0}: {1} (and {2} more)',
            describeRef(problem.ref),
            problem.message,
            failure.problems.length - 1,
          );
    }
    case 'not-ready':
      return describeCause(failure.cause, l10n);
    case 'no-answer':
      return describeNoAnswer(failure, l10n);
  }
}

function describeNoAnswer({ why, listener, pod, detail, seconds }: NoAnswer, l10n: L10n): string {
  switch (why) {
    case 'connection-refused':
      return l10n.t(
        'Nothing listens on port {0} in pod {1}. The connection to listener {2} was refused.',
        listener.port,
        pod,
        listener.name,
      );
    case 'forward-failed':
      return l10n.t('The port-forward to port {0} of pod {1} failed: {2}', listener.port, pod, detail);
    case 'reset':
      return l10n.t('Listener {0} of pod {1} closed the connection: {2}', listener.name, pod, detail);
    case 'timed-out':
      return l10n.t('Listener {0} of pod {1} did not answer within {2} s.', listener.name, pod, seconds);
  }
}

/** The changes of a run, one per line. */
export function describeChanges(result: DeployResult, l10n: L10n): readonly string[] {
  const sentence = (change: Change): string => {
    const { action, ref } = change;
    const object = describeRef(ref);
    switch (action) {
      case 'created':
        return l10n.t('{0} was created in namespace {1}.', object, ref.namespace);
      case 'changed':
        return l10n.t('{0} was changed in namespace {1}.', object, ref.namespace);
      case 'deleted':
        return l10n.t('{0} was deleted from namespace {1}.', object, ref.namespace);
      case 'uncertain':
        return l10n.t(
          '{0} may have been changed in namespace {1}. The connection closed before the answer.',
          object,
          ref.namespace,
        );
      case 'unchanged':
        return '';
    }
  };
  return result.changes.map(sentence).filter((line) => line !== '');
}

/** The locations of the errors. */
export function placesOf(
  result: DeployResult,
  l10n: L10n,
): readonly { readonly location: Location; readonly message: string }[] {
  if (result.kind === 'refused') {
    return result.problems.flatMap(({ location, message }) => (location ? [{ location, message }] : []));
  }
  if (result.kind === 'no-plan' && result.refusal.location) {
    return [{ location: result.refusal.location, message: result.refusal.refused }];
  }
  if (result.kind !== 'not-ready' || !result.location) return [];
  const { cause, location } = result;
  return [{ location, message: cause.kind === 'envoy-config' ? cause.message : describeCause(cause, l10n) }];
}

/** Details that do not fit into a sentence: logs and events. */
export function detailsOf(result: DeployResult): readonly string[] {
  switch (result.kind) {
    case 'bug':
      return [result.detail];
    case 'refused':
      return result.problems.map(({ message }) => message);
    case 'conflict':
      return result.conflicts.flatMap(({ causes }) => causes.map(({ message, field }) => `${field ?? ''} ${message}`));
    case 'not-ready':
      if (result.cause.kind === 'timeout') return result.cause.events;
      return 'log' in result.cause && result.cause.log !== '' ? result.cause.log.split('\n') : [];
    default:
      return [];
  }
}

function names(changes: readonly Change[]): string {
  return changes.map(({ ref }) => describeRef(ref)).join(', ');
}

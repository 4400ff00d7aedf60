import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { describeResult } from './describe-result.ts';
import { kubeconfigSetting } from './deploy-services.ts';
import { candidateFiles, isKubeconfigProblem, kubeconfigSources, loadKubeconfig } from './kubeconfig.ts';

const { l10n } = vscode;

/**
 * Shows the current context and namespace in the status bar while a YAML or JSON file is open, and updates them when
 * the kubeconfig changes. It reads only files. It does not contact the cluster or load the Kubernetes client.
 */
export function showContextStatus(): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('envoySidecar.context', vscode.StatusBarAlignment.Left, 0);
  item.name = l10n.t('Kubernetes Context');
  const refresh = () => {
    const { languageId = '' } = vscode.window.activeTextEditor?.document ?? {};
    if (!/yaml|json/.test(languageId)) return item.hide();
    fillItem(item);
    item.show();
  };
  const watched = { files: watchFiles(refresh) };
  const subscriptions = vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(refresh),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('envoySidecar.kubeconfig')) return;
      watched.files.dispose();
      watched.files = watchFiles(refresh);
      refresh();
    }),
    { dispose: () => watched.files.dispose() },
  );
  refresh();
  return subscriptions;
}

function fillItem(item: vscode.StatusBarItem): void {
  const kubeconfig = loadKubeconfig(kubeconfigSources(kubeconfigSetting()));
  if (isKubeconfigProblem(kubeconfig)) {
    item.text = l10n.t('$(cloud) no cluster');
    item.tooltip = describeResult({ kind: 'no-kubeconfig', problem: kubeconfig, changes: [] }, l10n);
    return;
  }
  const { context, namespace, server } = kubeconfig.target;
  item.text = `$(cloud) ${context} / ${namespace}`;
  item.tooltip = l10n.t('Deploys to namespace {0} of context {1}, server {2}.', namespace, context, server);
}

/** kubectl replaces the file when it changes the context, so the folder is watched instead of the file. */
function watchFiles(onChange: () => void): vscode.Disposable {
  const watchers = candidateFiles(kubeconfigSources(kubeconfigSetting())).flatMap((file) => {
    try {
      const watcher = fs.watch(path.dirname(path.resolve(file)), (_event, name) => {
        if (name === null || name === path.basename(file)) onChange();
      });
      watcher.on('error', () => watcher.close());
      return [watcher];
    } catch {
      // Without the folder there is nothing to watch. The next change of the editor tries again.
      return [];
    }
  });
  return {
    dispose: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}

import * as vscode from 'vscode';
import { deleteDeployed } from '../deploy/delete-deployed.ts';
import { type DeployServices, withKubeCluster } from '../deploy/deploy-services.ts';

/** `envoySidecar.deleteDeployed`: lists and deletes the objects that runs in this workspace created. */
export function registerDeleteDeployed(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand('envoySidecar.deleteDeployed', () =>
    withKubeCluster(services, ({ targets }, kubeCluster) => {
      const request = { memory: services.context.workspaceState, forwards: services.forwards, targets };
      return deleteDeployed(request, kubeCluster, services.ui);
    }),
  );
}

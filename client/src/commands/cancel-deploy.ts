import * as vscode from 'vscode';
import { cancelDeployCommand, type DeployServices } from '../deploy/deploy-services.ts';

/**
 * `envoySidecar.cancelDeploy(uri)`: cancels the deploy that was started from a file, for the response view. The command returns
 * false if there is none.
 */
export function registerCancelDeploy(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand(cancelDeployCommand, (uri?: unknown) => {
    const running = typeof uri === 'string' ? services.running.get(uri) : undefined;
    running?.abort();
    return running !== undefined;
  });
}

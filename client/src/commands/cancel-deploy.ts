import * as vscode from 'vscode';
import { commandIds } from '../command-ids.ts';
import type { DeployServices } from '../deploy/deploy-services.ts';

/**
 * `envoySidecar.cancelDeploy(id)`: cancels a deploy that has not ended, for the response view. The command returns
 * false if there is none.
 */
export function registerCancelDeploy(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand(commandIds.cancelDeploy, (id?: unknown) => {
    const running = typeof id === 'string' ? services.running.get(id) : undefined;
    running?.abort();
    return running !== undefined;
  });
}

import * as vscode from 'vscode';
import { commandPlace, type DeployServices, runDeploy } from '../deploy/deploy-services.ts';

/**
 * `envoySidecar.applyToCurrentContext({uri, position}?)`: like Deploy and Curl, but without the port-forward and the
 * request.
 */
export function registerApplyToCurrentContext(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand('envoySidecar.applyToCurrentContext', (argument: unknown) =>
    runDeploy(services, commandPlace(argument), 'ready'),
  );
}

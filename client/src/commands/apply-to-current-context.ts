import * as vscode from 'vscode';
import { commandPlace, type DeployServices, runDeploy } from '../deploy/deploy-services.ts';

/** `envoySidecar.applyToCurrentContext({uri, position}?)`: as Deploy and Curl, without forward and request. */
export function registerApplyToCurrentContext(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand('envoySidecar.applyToCurrentContext', (argument: unknown) =>
    runDeploy(services, commandPlace(argument), 'ready'),
  );
}

import * as vscode from 'vscode';
import { commandPlace, type DeployServices, runDeploy } from '../deploy/deploy-services.ts';
import { commandIds } from '../command-ids.ts';

/** `envoySidecar.deployAndCurl({uri, position}?)`: deploys, waits, sends a request and returns the result. */
export function registerDeployAndCurl(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand(commandIds.deployAndCurl, (argument: unknown) =>
    runDeploy(services, commandPlace(argument), 'answered'),
  );
}

import * as vscode from 'vscode';
import type { DeployServices } from '../deploy/deploy-services.ts';
import { pickForward } from './stop-forward.ts';

/** `envoySidecar.openInBrowser`: opens the page behind a port-forward and returns its address. */
export function registerOpenInBrowser(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand('envoySidecar.openInBrowser', async () => {
    const forward = await pickForward(services, 'open');
    if (!forward) return undefined;
    // In a remote workspace the port is forwarded on the remote machine, and VS Code forwards it to this one.
    const url = await vscode.env.asExternalUri(vscode.Uri.parse(forward.url));
    await vscode.env.openExternal(url);
    return forward.url;
  });
}

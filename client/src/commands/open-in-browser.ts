import * as vscode from 'vscode';
import type { DeployServices } from '../deploy/deploy-services.ts';
import { pickForward } from './stop-forward.ts';

/** `envoySidecar.openInBrowser`: opens the page behind a port-forward; answers with its address. */
export function registerOpenInBrowser(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand('envoySidecar.openInBrowser', async () => {
    const forward = await pickForward(services, 'open');
    if (!forward) return undefined;
    // With a remote workspace the forward listens over there; VS Code carries it to this machine.
    const url = await vscode.env.asExternalUri(vscode.Uri.parse(forward.url));
    await vscode.env.openExternal(url);
    return forward.url;
  });
}

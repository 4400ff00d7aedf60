import * as vscode from 'vscode';
import type { DeployServices } from '../deploy/deploy-services.ts';
import type { OpenForward } from '../deploy/forwards.ts';
import { commandIds } from '../command-ids.ts';

/** `envoySidecar.stopForward(localPort?)`: stops a port-forward and returns its label, or undefined if there is none. */
export function registerStopForward(services: DeployServices): vscode.Disposable {
  return vscode.commands.registerCommand(commandIds.stopForward, async (localPort?: unknown) => {
    const named = services.forwards.all().find(({ label }) => label.localPort === localPort);
    const forward = named ?? (await pickForward(services, 'stop'));
    if (forward) await services.forwards.stop(forward);
    return forward?.label;
  });
}

/** The only open port-forward, or the one that the user selects. */
export async function pickForward(
  services: DeployServices,
  purpose: 'stop' | 'open',
): Promise<OpenForward | undefined> {
  const open = services.forwards.all();
  if (open.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No port-forward is open. Run Deploy and Curl first.'));
  }
  if (open.length < 2) return open[0];
  const chosen = await services.ui.chooseForward(
    open.map(({ label }) => label),
    purpose,
  );
  return open.find(({ label }) => label === chosen);
}

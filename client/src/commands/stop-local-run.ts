import * as vscode from 'vscode';
import type { RunSlot } from '../local/run-slot.ts';
import { commandIds } from '../command-ids.ts';

/** Registers Stop Local Run. The command returns false if nothing was running. */
export function registerStopLocalRun(context: vscode.ExtensionContext, slot: RunSlot): void {
  context.subscriptions.push(
    vscode.commands.registerCommand(commandIds.stopLocalRun, async () => {
      const stopped = await slot.stop();
      const sentence = stopped ? vscode.l10n.t('Envoy was stopped.') : vscode.l10n.t('Envoy is not running locally.');
      vscode.window.setStatusBarMessage(sentence, 4000);
      return stopped;
    }),
  );
}

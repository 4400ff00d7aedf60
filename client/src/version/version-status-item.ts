import * as vscode from 'vscode';
import type { TargetVersionStatus } from '../../../server/src/protocol.ts';
import { describeOrigin } from './describe-target.ts';
import { commandIds } from '../command-ids.ts';

/**
 * Shows the version of Envoy that the files of a selector are checked for, where it comes from, and a command to change
 * it.
 */
export function versionStatusItem(
  selector: vscode.DocumentSelector,
  target: TargetVersionStatus,
): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('envoySidecar.version', selector);
  item.name = vscode.l10n.t('Envoy Version');
  item.text = `Envoy ${target.version}`;
  item.detail = describeOrigin(target, vscode.l10n);
  item.command = { command: commandIds.selectEnvoyVersion, title: vscode.l10n.t('Select Version') };
  return item;
}

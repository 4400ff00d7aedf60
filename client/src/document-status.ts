import * as vscode from 'vscode';
import type { DocumentStatus } from '../../server/src/protocol.ts';
import { createEnterRules } from './enter-rules.ts';
import { versionStatusItem } from './version/version-status-item.ts';
import { commandIds } from './command-ids.ts';

/** True while the active editor holds an Envoy config or a file of a pod with an Envoy; menus ask for it. */
const contextKey = 'envoySidecar.hasEnvoy';

/**
 * Shows what the active file was recognised as, what it is linked to and for which Envoy it is checked: in the status bar and in
 * language status items. Uses the rules of Enter for it.
 */
export function showDocumentStatus(onStatus: vscode.Event<DocumentStatus>): vscode.Disposable {
  /** Closed files stay known: the server says a status only when it is another one. */
  const known = new Map<string, DocumentStatus>();
  const shown: { items: readonly vscode.LanguageStatusItem[] } = { items: [] };
  const enterRules = createEnterRules();
  const bar = vscode.window.createStatusBarItem('envoySidecar.links', vscode.StatusBarAlignment.Left);
  bar.name = 'Envoy Sidecar';
  bar.command = 'envoySidecar.workloads.focus';
  const clear = () => {
    for (const item of shown.items) item.dispose();
  };
  const refresh = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const status = uri && known.get(uri.toString());
    void vscode.commands.executeCommand('setContext', contextKey, status?.recognisedAs !== undefined);
    enterRules.use(status?.recognisedAs !== undefined || status?.isOtherManifest === true);
    clear();
    shown.items = uri && status ? statusItems(uri, status) : [];
    if (status?.recognisedAs !== undefined) showIn(bar, status.recognisedAs, status);
    else bar.hide();
  };
  return vscode.Disposable.from(
    onStatus((status) => {
      known.set(status.uri, status);
      if (status.uri === vscode.window.activeTextEditor?.document.uri.toString()) refresh();
    }),
    vscode.window.onDidChangeActiveTextEditor(refresh),
    enterRules,
    { dispose: clear },
    bar,
  );
}

/** The most files that are named in the status bar. */
const mostNamed = 2;

function showIn(bar: vscode.StatusBarItem, recognisedAs: string, status: DocumentStatus): void {
  const words = linkWords(recognisedAs, status);
  bar.text = `$(references) ${words}`;
  bar.tooltip = status.summary;
  bar.accessibilityInformation = { label: `Envoy Sidecar: ${words}`, role: 'button' };
  bar.show();
}

function linkWords(recognisedAs: string, { linkedTo, isWhole }: DocumentStatus): string {
  const { t } = vscode.l10n;
  if (isWhole) return recognisedAs;
  const names = linkedTo.slice(0, mostNamed).join(', ') + (linkedTo.length > mostNamed ? ', …' : '');
  return names ? t('{0}, linked to {1}', recognisedAs, names) : t('{0}, not linked', recognisedAs);
}

function statusItems(uri: vscode.Uri, status: DocumentStatus): vscode.LanguageStatusItem[] {
  const { recognisedAs, targetVersion } = status;
  if (recognisedAs === undefined) return [];
  const selector = {
    scheme: uri.scheme,
    pattern:
      uri.scheme === 'file' ? new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), baseName(uri)) : undefined,
  };
  const version = targetVersion ? [versionStatusItem(selector, targetVersion)] : [];
  return [recognisedItem(selector, recognisedAs, status), ...version];
}

function recognisedItem(
  selector: vscode.DocumentSelector,
  recognisedAs: string,
  { summary }: DocumentStatus,
): vscode.LanguageStatusItem {
  const item = vscode.languages.createLanguageStatusItem('envoySidecar.recognised', selector);
  item.name = 'Envoy Sidecar';
  item.text = recognisedAs;
  item.detail = summary;
  item.command = { command: commandIds.showOutput, title: vscode.l10n.t('Show Output') };
  return item;
}

/** Characters that mean something in a glob stand for themselves. */
const baseName = (uri: vscode.Uri): string =>
  uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[[\]{}*?]/g, '[$&]');

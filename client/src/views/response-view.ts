import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { CurlResponse } from './curl-response.ts';
import { type ResponseStrings, renderResponse } from './response-html.ts';

/**
 * Shows a response next to the editor. Each window has one panel, so that repeated requests do not open more tabs. The
 * focus does not change.
 */
export function showResponse(context: vscode.ExtensionContext, response: CurlResponse): void {
  const view = context.subscriptions.find((part) => part instanceof ResponseView) ?? new ResponseView();
  // The view belongs to the context instead of a variable of this module, so it ends with the extension.
  if (!context.subscriptions.includes(view)) context.subscriptions.push(view);
  if (view instanceof ResponseView) view.show(response);
}

class ResponseView implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private response: CurlResponse | undefined;

  show(response: CurlResponse): void {
    this.response = response;
    this.panel ??= this.open();
    this.panel.title = response.title;
    this.panel.webview.html = renderResponse(response, responseStrings(), randomBytes(16).toString('base64url'));
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(): vscode.WebviewPanel {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] };
    const panel = vscode.window.createWebviewPanel('envoySidecar.response', '', column, options);
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (this.response !== undefined) act(this.response, message);
    });
    return panel;
  }
}

function act(response: CurlResponse, message: unknown): void {
  if (typeof message !== 'object' || message === null || !('type' in message)) return;
  if (message.type === 'open' && response.browserUrl !== undefined) {
    vscode.env.openExternal(vscode.Uri.parse(response.browserUrl, true));
  } else if (message.type === 'again' && response.again !== undefined) {
    vscode.commands.executeCommand(response.again.command, ...response.again.arguments);
  } else if (message.type === 'copy' && 'index' in message && typeof message.index === 'number') {
    const command = response.commands[message.index];
    if (command !== undefined) vscode.env.clipboard.writeText(command);
  }
}

function responseStrings(): ResponseStrings {
  return {
    language: vscode.env.language,
    actions: vscode.l10n.t('Actions'),
    openInBrowser: vscode.l10n.t('Open in Browser'),
    again: vscode.l10n.t('Send Again'),
    notes: vscode.l10n.t('Notes'),
    hostHeader: vscode.l10n.t('Host'),
    timing: vscode.l10n.t('Timing'),
    connect: vscode.l10n.t('Connected after'),
    firstByte: vscode.l10n.t('Headers after'),
    total: vscode.l10n.t('Complete after'),
    milliseconds: vscode.l10n.t('{0} ms'),
    headers: vscode.l10n.t('Headers'),
    name: vscode.l10n.t('Name'),
    value: vscode.l10n.t('Value'),
    setByEnvoy: vscode.l10n.t('set by Envoy'),
    body: vscode.l10n.t('Body'),
    emptyBody: vscode.l10n.t('The body is empty or not text.'),
    bodyTruncated: vscode.l10n.t('The body is longer than 1 MB. The rest was not read.'),
    asText: vscode.l10n.t('Text'),
    asPage: vscode.l10n.t('Preview'),
    pageTitle: vscode.l10n.t('The body as a page, without scripts and external images'),
    commands: vscode.l10n.t('Run manually'),
    copy: vscode.l10n.t('Copy'),
    copied: vscode.l10n.t('Copied'),
  };
}

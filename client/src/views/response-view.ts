import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Location } from 'vscode-languageserver-types';
import type { CurlResponse } from './curl-response.ts';
import { type ResponseStrings, renderRun } from './response-html.ts';
import { watchRunFiles } from './run-files.ts';
import { runFromPage, resumeOf } from './run-resume.ts';
import { type RunPage, runPage } from './run-page.ts';
import { type RunEvent, type RunOfFile, type RunReason, type RunState, runStateAfter } from './run-state.ts';

/** One run, as a command tells the view about it. What comes after the next run has begun changes nothing. */
export interface ShownRun {
  /** There is an answer, or a reason why no request was sent. Opens the view. */
  answered(response: CurlResponse | { readonly said: string }, files: readonly string[]): void;
  ended(reason: RunReason): void;
}

/** The response view. Each window has one, for the latest run. */
export interface ResponseView extends vscode.Disposable {
  begin(run: Omit<RunOfFile, 'id'>): ShownRun;
}

const viewType = 'envoySidecar.response';

/** Registers the response view, also for panels from before a reload of the window. */
export function registerResponseView(context: vscode.ExtensionContext): ResponseView {
  const view = createView();
  context.subscriptions.push(
    view,
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, kept) => view.restore(panel, kept),
    }),
  );
  return view;
}

interface RestorableView extends ResponseView {
  restore(panel: vscode.WebviewPanel, kept: unknown): void;
}

function createView(): RestorableView {
  let panel: vscode.WebviewPanel | undefined;
  let state: RunState | undefined;
  let runs = 0;
  const page = (): RunPage | undefined => state && runPage(state, vscode.l10n);
  const draw = (): void => {
    const shown = page();
    if (panel === undefined || shown === undefined || state === undefined) return;
    panel.title = shown.title;
    const nonce = randomBytes(16).toString('base64url');
    panel.webview.html = renderRun(shown, responseStrings(), nonce, resumeOf(state));
  };
  const dispatch = (event: RunEvent): void => {
    const before = state;
    state = runStateAfter(state, event);
    if (state !== before) draw();
  };
  const files = watchRunFiles((uri, same) => dispatch({ kind: 'changed', uri, same }));
  const adopt = (opened: vscode.WebviewPanel): vscode.WebviewPanel => {
    opened.onDidDispose(() => {
      if (panel === opened) panel = undefined;
    });
    opened.webview.onDidReceiveMessage((message: unknown) => {
      const shown = page();
      if (shown !== undefined) act(shown, message);
    });
    return opened;
  };
  return {
    begin: (run) => {
      const id = ++runs;
      files.begin();
      dispatch({ kind: 'began', run: { ...run, id } });
      return {
        answered: (response, uris) => {
          const made = [...new Set(uris.map((uri) => vscode.Uri.parse(uri).toString()))];
          dispatch({ kind: 'answered', id, response, files: made });
          if (state?.run.id !== id) return;
          files.watch(made);
          if (panel === undefined) {
            panel = adopt(open());
            draw();
          }
          // The focus does not change.
          panel.reveal(undefined, true);
        },
        ended: (reason) => dispatch({ kind: 'ended', id, reason }),
      };
    },
    restore: (restored, kept) => {
      const run = runFromPage(kept);
      if (run === undefined || panel !== undefined) return restored.dispose();
      panel = adopt(restored);
      if (state === undefined) dispatch({ kind: 'restored', run: { ...run, id: ++runs } });
      draw();
    },
    dispose: () => {
      files.dispose();
      panel?.dispose();
    },
  };
}

function open(): vscode.WebviewPanel {
  const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] };
  return vscode.window.createWebviewPanel(viewType, '', column, options);
}

function act(page: RunPage, message: unknown): void {
  if (typeof message !== 'object' || message === null || !('type' in message)) return;
  const index = 'index' in message && typeof message.index === 'number' ? message.index : -1;
  const command = message.type === 'again' ? page.again : message.type === 'stop' ? page.stop : undefined;
  if (command !== undefined) {
    vscode.commands.executeCommand(command.command, ...command.arguments);
  } else if (message.type === 'open' && page.browserUrl !== undefined) {
    vscode.env.openExternal(vscode.Uri.parse(page.browserUrl, true));
  } else if (message.type === 'copy' && page.commands[index] !== undefined) {
    vscode.env.clipboard.writeText(page.commands[index]);
  } else if (message.type === 'go' && page.places[index] !== undefined) {
    goTo(page.places[index]);
  }
}

function goTo({ uri, range: { start, end } }: Location): void {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  // Next to the view, where the file usually is.
  void vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection, viewColumn: vscode.ViewColumn.One });
}

function responseStrings(): ResponseStrings {
  return {
    language: vscode.env.language,
    actions: vscode.l10n.t('Actions'),
    facts: vscode.l10n.t('The run'),
    openInBrowser: vscode.l10n.t('Open in Browser'),
    stop: vscode.l10n.t('Stop'),
    path: vscode.l10n.t('Who answered'),
    pathOf: vscode.l10n.t('What the request passed'),
    expectations: vscode.l10n.t('Expectations'),
    met: vscode.l10n.t('Met'),
    notMet: vscode.l10n.t('Not met'),
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

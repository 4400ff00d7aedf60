import * as vscode from 'vscode';
import { describeLocalRun } from './describe-local-run.ts';
import type { LocalRunResult } from './local-run-result.ts';

type Refused = Extract<LocalRunResult, { kind: 'envoy-refused' }>;

/** Envoy's errors as diagnostics. They disappear with the next edit of the file or the next run. */
export interface EnvoyRefusals {
  show(refused: Refused): void;
  clear(): void;
}

/** An empty collection that is disposed with the extension. */
export function envoyRefusals(context: vscode.ExtensionContext): EnvoyRefusals {
  const diagnostics = vscode.languages.createDiagnosticCollection('envoy-sidecar.local-run');
  context.subscriptions.push(
    diagnostics,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) diagnostics.delete(document.uri);
    }),
  );
  return {
    show: ({ message, location }) => {
      if (location === undefined) return;
      const text = vscode.l10n.t('Envoy rejected this config: {0}', message);
      const diagnostic = new vscode.Diagnostic(toRange(location.range), text, vscode.DiagnosticSeverity.Error);
      diagnostic.source = 'envoy-sidecar';
      diagnostic.code = 'envoy/refused';
      diagnostics.set(vscode.Uri.parse(location.uri), [diagnostic]);
    },
    clear: () => diagnostics.clear(),
  };
}

/** Shows the failure with the next step as a button, and writes Envoy's output to the log. Does not wait. */
export function showFailure(result: LocalRunResult, output: vscode.LogOutputChannel): void {
  const sentence = describeLocalRun(result, vscode.l10n);
  if (sentence === undefined) return;
  output.error(sentence);
  if ('log' in result && result.log !== '') output.error(result.log);
  const actions = actionsFor(result, output);
  vscode.window.showErrorMessage(sentence, ...actions.map(({ title }) => title)).then((chosen) => {
    actions.find(({ title }) => title === chosen)?.act();
  });
}

interface Action {
  readonly title: string;
  readonly act: () => void;
}

function actionsFor(result: LocalRunResult, output: vscode.LogOutputChannel): Action[] {
  const location = locationOf(result);
  if (location !== undefined) {
    const options = { selection: toRange(location.range) };
    const act = (): void => void vscode.window.showTextDocument(vscode.Uri.parse(location.uri), options);
    return [{ title: vscode.l10n.t('Go to Line'), act }];
  }
  if (result.kind === 'envoy-not-found') {
    const act = (): void =>
      void vscode.commands.executeCommand('workbench.action.openSettings', 'envoySidecar.envoyPath');
    return [{ title: vscode.l10n.t('Open Settings'), act }];
  }
  return 'log' in result ? [{ title: vscode.l10n.t('Show Log'), act: () => output.show() }] : [];
}

function locationOf(result: LocalRunResult): Refused['location'] {
  if (result.kind === 'envoy-refused') return result.location;
  return result.kind === 'no-plan' ? result.refusal.location : undefined;
}

function toRange({ start, end }: NonNullable<Refused['location']>['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

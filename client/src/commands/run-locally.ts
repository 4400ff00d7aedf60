import * as vscode from 'vscode';
import type { Location } from 'vscode-languageserver-types';
import {
  type LocalPlan,
  type LocateEnvoyErrorParams,
  localPlanMethod,
  locateEnvoyErrorMethod,
  type PlaceParams,
} from '../../../server/src/protocol.ts';
import type { SentRequest } from '../../../server/src/sent-request.ts';
import { describeLocalRun } from '../local/describe-local-run.ts';
import { localMachine } from '../local/local-machine.ts';
import { localResponse } from '../local/local-response.ts';
import type { LocalRunServer } from '../local/local-run-ports.ts';
import type { LocalRun, LocalRunResult } from '../local/local-run-result.ts';
import { localRunUi } from '../local/local-run-ui.ts';
import { type EnvoyRefusals, envoyRefusals, showFailure } from '../local/show-failure.ts';
import { runLocally } from '../local/run-locally.ts';
import { createRunSlot, type RunSlot } from '../local/run-slot.ts';
import type { CurlResponse, RunCommand } from '../views/curl-response.ts';
import type { CommandServices } from './command-services.ts';
import { registerStopLocalRun } from './stop-local-run.ts';
import { commandIds } from '../command-ids.ts';

/** The result of the command, for tests and other extensions. */
export type RunLocallyOutcome =
  | (LocalRunResult & { readonly response?: CurlResponse })
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'no-file' };

/** Arguments of the command. By default, it uses the active editor. Menus and tests pass a URI only. */
export type RunLocallyArguments = RunPlace | vscode.Uri | string | undefined;

/** Registers Run Locally and Curl and Stop Local Run. The local run ends when the extension is deactivated. */
export function registerRunLocally(
  context: vscode.ExtensionContext,
  services: CommandServices,
): { stop(): Promise<boolean> } {
  const slot = createRunSlot(showRunning(context));
  const refusals = envoyRefusals(context);
  context.subscriptions.push(
    { dispose: () => slot.kill() },
    vscode.commands.registerCommand(commandIds.runLocally, (args?: RunLocallyArguments) =>
      run(services, slot, refusals, args),
    ),
  );
  registerStopLocalRun(context, slot);
  return slot;
}

async function run(
  services: CommandServices,
  slot: RunSlot,
  refusals: EnvoyRefusals,
  args: RunLocallyArguments,
): Promise<RunLocallyOutcome> {
  if (!vscode.workspace.isTrusted) {
    vscode.window.showWarningMessage(
      vscode.l10n.t('Envoy does not run in an untrusted workspace, because its config can read and write files.'),
    );
    return { kind: 'untrusted' };
  }
  const place = placeOf(args);
  if (place === undefined) {
    vscode.window.showWarningMessage(vscode.l10n.t('Open an Envoy config or a pod with an Envoy sidecar first.'));
    return { kind: 'no-file' };
  }
  refusals.clear();
  const shown = services.runs.begin({ uri: place.uri, again: runAgain(place), stop: stopRun });
  const result = await slot.start((signal) => runWithProgress(services, place, signal));
  if (result.kind === 'answered') {
    const again = runAgain({ ...place, listener: result.run.listener.name });
    const response = { ...localResponse(result, vscode.l10n), again };
    shown.answered(response, [place.uri, result.run.configUri]);
    result.run.ended.then((kind) => shown.ended({ kind }));
    return { ...result, response };
  }
  const sentence = describeLocalRun(result, vscode.l10n);
  shown.ended(sentence === undefined ? { kind: 'cancelled' } : { kind: 'failed', sentence });
  if (result.kind === 'envoy-refused') refusals.show(result);
  showFailure(result, services.output);
  return result;
}

const runAgain = (place: RunPlace): RunCommand => ({ command: commandIds.runLocally, arguments: [place] });

const stopRun: RunCommand = { command: commandIds.stopLocalRun, arguments: [] };

type RunPlace = PlaceParams & { readonly listener?: string; readonly request?: SentRequest };

function placeOf(args: RunLocallyArguments): RunPlace | undefined {
  if (typeof args === 'string') return { uri: args };
  if (args instanceof vscode.Uri) return { uri: args.toString() };
  // An item of the view has further fields.
  if (args !== undefined) {
    const { uri, position, listener, request } = args;
    return { uri, position, listener, ...(request && { request }) };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

function runWithProgress(services: CommandServices, place: RunPlace, slotSignal: AbortSignal): Promise<LocalRunResult> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Run Locally and Curl'),
    cancellable: true,
  };
  const running = vscode.window.withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    const cancelled = token.onCancellationRequested(() => cancel.abort());
    const signal = AbortSignal.any([slotSignal, cancel.signal]);
    const settings = vscode.workspace.getConfiguration('envoySidecar', vscode.Uri.parse(place.uri));
    const request = {
      ...place,
      upstreamPort: settings.get<number | null>('local.upstreamPort') ?? undefined,
      readyTimeoutMs: 30_000,
      requestTimeoutMs: 15_000,
    };
    const machine = machineFor(services, settings.get<string>('envoyPath'));
    const ui = localRunUi(progress, services.output);
    const result = await runLocally(request, { ui, server: serverFor(services, place, token), machine }, signal);
    cancelled.dispose();
    return result;
  });
  return Promise.resolve(running);
}

function machineFor(services: CommandServices, envoyPath: string | undefined): ReturnType<typeof localMachine> {
  return localMachine({
    envoyPath,
    storageFolder: services.context.globalStorageUri.fsPath,
    searchPath: process.env.PATH ?? '',
    onInstallOutput: (text) => services.output.info(text.trimEnd()),
    standIn: {
      title: vscode.l10n.t('Answered on behalf of your app'),
      explanation: vscode.l10n.t(
        'Envoy forwarded this request to the app on port {0}. On this machine, a small server of the Envoy Sidecar extension replaces the app.',
      ),
      received: vscode.l10n.t('Received request'),
    },
  });
}

function serverFor(services: CommandServices, place: RunPlace, token: vscode.CancellationToken): LocalRunServer {
  const { uri, position } = place;
  return {
    localPlan: () => services.request<LocalPlan>(localPlanMethod, { uri, position } satisfies PlaceParams, token),
    locateEnvoyError: async (message) => {
      const params: LocateEnvoyErrorParams = { uri, message };
      const place = await services.request<Location | null>(locateEnvoyErrorMethod, params, token);
      return place && !('refused' in place) ? place : undefined;
    },
  };
}

/** During a run, the status bar shows an item that stops it on click, and the Stop command is in the palette. */
function showRunning(context: vscode.ExtensionContext): (running: LocalRun | undefined) => void {
  const item = vscode.window.createStatusBarItem('envoySidecar.localRun', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Envoy running locally');
  item.command = commandIds.stopLocalRun;
  context.subscriptions.push(item);
  return (running) => {
    vscode.commands.executeCommand('setContext', 'envoySidecar.localRun', running !== undefined);
    if (running === undefined) {
      item.hide();
      return;
    }
    item.text = `$(debug-stop) Envoy :${running.port}`;
    item.tooltip = vscode.l10n.t(
      'Envoy is running locally. Listener {0} is on 127.0.0.1:{1}. Click to stop.',
      running.listener.name,
      String(running.port),
    );
    item.accessibilityInformation = { label: item.tooltip, role: 'button' };
    item.show();
  };
}

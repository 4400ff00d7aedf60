import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Location } from 'vscode-languageserver-types';
import {
  type DeployPlan,
  type DeployPlanParams,
  deployPlanMethod,
  type LocateEnvoyErrorParams,
  type LocateFieldParams,
  locateEnvoyErrorMethod,
  locateFieldMethod,
  type PlaceParams,
  type Refusal,
} from '../../../server/src/protocol.ts';
import type { CommandServices } from '../commands/command-services.ts';
import { sendRequest } from '../local/http-request.ts';
import type { ShownRun } from '../views/response-view.ts';
import { deploy } from './deploy.ts';
import { describeResult } from './describe-result.ts';
import type { DeployResult } from './deploy-result.ts';
import { createDeployUi } from './deploy-ui.ts';
import type { DeployUi } from './deploy-ui-port.ts';
import { createForwards, type Forwards } from './forwards.ts';
import type { KubeCluster } from './kube-cluster-port.ts';
import { isKubeconfigProblem, type Kubeconfig, kubeconfigSources, loadKubeconfig } from './kubeconfig.ts';
import { loadKubeCluster } from './load-kube-cluster.ts';
import type { DeployRequest } from './run.ts';
import { commandIds } from '../command-ids.ts';

/**
 * Shared by the cluster commands of a session: the open port-forwards, the user interface, and access to the cluster.
 */
export interface DeployServices extends CommandServices {
  readonly forwards: Forwards;
  readonly ui: DeployUi;
  /** The deploys that have not ended, by an ID of their own. */
  readonly running: Map<string, AbortController>;
  /** Replaces VS Code's dialogs, for tests in the extension host. */
  readonly setDeployUi: (ui: DeployUi) => void;
}

export function createDeployServices(services: CommandServices): DeployServices {
  const { context } = services;
  const forwards = createForwards(() => {
    void vscode.commands.executeCommand('setContext', 'envoySidecar.forwarding', forwards.all().length > 0);
  });
  context.subscriptions.push({ dispose: () => void Promise.all(forwards.all().map((forward) => forward.close())) });
  const current = { ui: createDeployUi(context, services.output) };
  return {
    context,
    output: services.output,
    runs: services.runs,
    request: (method, params, token) => services.request(method, params, token),
    forwards,
    running: new Map(),
    get ui() {
      return current.ui;
    },
    setDeployUi: (ui) => {
      current.ui = ui;
    },
  };
}

/** Deploys the manifest or config at a position, shows the result and returns it. */
export async function runDeploy(
  services: DeployServices,
  place: PlaceParams | undefined,
  until: DeployRequest['until'],
): Promise<DeployResult> {
  const plan = (keepHostPath: boolean): Promise<DeployPlan | Refusal> => {
    const params: DeployPlanParams = { uri: place?.uri ?? '', position: place?.position, keepHostPath };
    return services.request(deployPlanMethod, params);
  };
  if (!place) return shown(services, { kind: 'no-file', changes: [] });
  if (until !== 'answered') return runPlan(services, plan, until, { place });
  const files = [place.uri];
  const noted = async (keepHostPath: boolean): Promise<DeployPlan | Refusal> => {
    const made = await plan(keepHostPath);
    if (!('refused' in made)) files.push(...filesOf(made));
    return made;
  };
  const again = { command: commandIds.deployAndCurl, arguments: [place] };
  const kubeconfig = vscode.workspace.isTrusted ? readKubeconfig() : undefined;
  const id = randomUUID();
  const stop = { command: commandIds.cancelDeploy, arguments: [id] };
  const shownRun = services.runs.begin({ uri: place.uri, target: targetText(kubeconfig), again, stop });
  const cancel = new AbortController();
  services.running.set(id, cancel);
  const options = { place, kubeconfig, cancel: cancel.signal };
  const result = await runPlan(services, noted, until, options).finally(() => services.running.delete(id));
  showRun(services, shownRun, result, files);
  return result;
}

interface RunOptions extends Pick<DeployRequest, 'place' | 'cancel'> {
  /** If it was read before. */
  readonly kubeconfig?: ReturnType<typeof loadKubeconfig>;
}

/** Deploys a plan that is known or that is requested when the cluster is known. */
export async function runPlan(
  services: DeployServices,
  plan: DeployRequest['plan'],
  until: DeployRequest['until'],
  { place, kubeconfig, cancel }: RunOptions = {},
): Promise<DeployResult> {
  const action = ({ target }: Kubeconfig, kubeCluster: KubeCluster): Promise<DeployResult> => {
    const limits = readLimits();
    const { forwards, context } = services;
    const request: DeployRequest = {
      until,
      target,
      plan,
      place,
      cancel,
      locate: locator(services),
      memory: context.workspaceState,
      forwards,
      sendRequest,
      l10n: vscode.l10n,
      limits,
    };
    return deploy(request, kubeCluster, services.ui);
  };
  return withKubeCluster(services, action, kubeconfig);
}

/**
 * Connects to the cluster of the current kubeconfig, only in a trusted workspace, and shows the result of the action.
 * @param known the kubeconfig, if it was read before, so that all that is shown and done is about one cluster
 */
export async function withKubeCluster(
  services: DeployServices,
  action: (kubeconfig: Kubeconfig, kubeCluster: KubeCluster) => Promise<DeployResult>,
  known?: ReturnType<typeof loadKubeconfig>,
): Promise<DeployResult> {
  if (!vscode.workspace.isTrusted) return shown(services, { kind: 'untrusted', changes: [] });
  const kubeconfig = known ?? readKubeconfig();
  if (isKubeconfigProblem(kubeconfig))
    return shown(services, { kind: 'no-kubeconfig', problem: kubeconfig, changes: [] });
  const folder = path.join(services.context.extensionPath, 'client', 'dist');
  const loaded = await loadKubeCluster(folder, kubeconfig.merged);
  if (loaded.kind === 'no-client') return shown(services, { ...loaded, changes: [] });
  return shown(services, await action(kubeconfig, loaded.kubeCluster));
}

export function kubeconfigSetting(): string {
  return vscode.workspace.getConfiguration('envoySidecar').get('kubeconfig', '').trim();
}

/** The position for a command: from its code lens, otherwise the cursor in the active editor. */
export function commandPlace(argument: unknown): PlaceParams | undefined {
  if (isPlace(argument)) return argument;
  if (typeof argument === 'string') return { uri: argument };
  const editor = vscode.window.activeTextEditor;
  if (argument instanceof vscode.Uri && argument.toString() !== editor?.document.uri.toString()) {
    return { uri: argument.toString() };
  }
  if (!editor) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

function isPlace(argument: unknown): argument is PlaceParams {
  return typeof argument === 'object' && argument !== null && 'uri' in argument && typeof argument.uri === 'string';
}

function shown(services: DeployServices, result: DeployResult): DeployResult {
  services.ui.showResult(result);
  return result;
}

/** The files from which a plan was made. */
const filesOf = ({ objects, hostPathConfigs }: DeployPlan): string[] => [
  ...objects.map(({ origin }) => origin.uri),
  ...hostPathConfigs.map(({ configUri }) => configUri),
];

const readKubeconfig = (): ReturnType<typeof loadKubeconfig> => loadKubeconfig(kubeconfigSources(kubeconfigSetting()));

/** Context and namespace of a kubeconfig. */
const targetText = (kubeconfig: ReturnType<typeof loadKubeconfig> | undefined): string =>
  kubeconfig === undefined || isKubeconfigProblem(kubeconfig)
    ? '–'
    : `${kubeconfig.target.context}/${kubeconfig.target.namespace}`;

function showRun(services: DeployServices, run: ShownRun, result: DeployResult, files: readonly string[]): void {
  const sentence = describeResult(result, vscode.l10n);
  if (result.kind !== 'applied') {
    run.ended(result.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', sentence });
    return;
  }
  const { answer } = result;
  run.answered(answer?.kind === 'answered' ? answer.response : { said: sentence }, files);
  if (answer?.kind !== 'answered') return;
  const forward = services.forwards.all().find(({ label }) => label.localPort === answer.localPort);
  forward?.stopped.then(() => run.ended({ kind: 'stopped' }));
}

function readLimits(): DeployRequest['limits'] {
  const settings = vscode.workspace.getConfiguration('envoySidecar.deploy');
  return {
    readyMs: settings.get('readyTimeoutSeconds', 120) * 1000,
    answerMs: settings.get('requestTimeoutSeconds', 30) * 1000,
  };
}

function locator(services: DeployServices): DeployRequest['locate'] {
  // The message is useful even without its line.
  const ask = async (method: string, params: LocateFieldParams | LocateEnvoyErrorParams) => {
    const place = await services.request<Location | null>(method, params);
    return place && !('refused' in place) ? place : undefined;
  };
  return {
    field: (origin, fieldPath) => ask(locateFieldMethod, { origin, path: fieldPath }),
    envoyError: (uri, message) => ask(locateEnvoyErrorMethod, { uri, message }),
  };
}

import * as vscode from 'vscode';
import type { Location } from 'vscode-languageserver-types';
import type { PlannedListener } from '../../../server/src/protocol.ts';
import { isGatewayError } from '../request-path/reply-verdict.ts';
import { mayRemember } from './consent.ts';
import { type Conflict, type DeployResult, describeRef, type ObjectRef } from './deploy-result.ts';
import type {
  DeployedGroup,
  DeployQuestion,
  DeployStep,
  DeployUi,
  ForwardLabel,
  ProgressTask,
  ProgressTitle,
  ReplaceQuestion,
} from './deploy-ui-port.ts';
import type { ManifestRef } from './kube-cluster-port.ts';
import { describeChanges, describeResult, detailsOf, placesOf } from './describe-result.ts';

const { l10n, window } = vscode;

/**
 * Implements the user interface of the deploy use case with VS Code's dialogs. Failures are shown as diagnostics until
 * the file or the next run changes them.
 */
export function createDeployUi(context: vscode.ExtensionContext, output: vscode.LogOutputChannel): DeployUi {
  const diagnostics = vscode.languages.createDiagnosticCollection('envoy-sidecar-deploy');
  // After an edit, the message of the cluster may not apply to the line any more.
  const edits = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) diagnostics.delete(document.uri);
  });
  context.subscriptions.push(diagnostics, edits);
  return {
    confirmDeploy,
    confirmForce,
    confirmReplace,
    confirmDelete,
    offerToApply,
    chooseGroup,
    chooseListener,
    chooseForward,
    withProgress,
    showResult: (result) => {
      markPlaces(diagnostics, result);
      void tellResult(output, result);
    },
  };
}

async function confirmDeploy(question: DeployQuestion): Promise<'deploy' | 'keep-host-path' | undefined> {
  const { target, hostPathConfigs } = question;
  const deployIt = l10n.t('Deploy');
  const keepIt = l10n.t('Keep hostPath');
  const buttons = hostPathConfigs.length > 0 ? [deployIt, keepIt] : [deployIt];
  const title = l10n.t('Deploy to namespace {0} of context {1}?', target.namespace, target.context);
  const answer = await window.showWarningMessage(title, { modal: true, detail: deployDetail(question) }, ...buttons);
  if (answer === deployIt) return 'deploy';
  return answer === keepIt ? 'keep-host-path' : undefined;
}

function deployDetail(question: DeployQuestion): string {
  const { target, objects, hostPathConfigs, blocking, existing, production } = question;
  const lines = [l10n.t('Server: {0}', target.server)];
  if (production) lines.push(l10n.t('The name of this context or namespace looks like production.'));
  lines.push('', l10n.t('These objects are created or updated:'), ...listRefs(objects));
  if (existing.length > 0) {
    lines.push(
      '',
      l10n.t('These objects already exist and were not deployed from this workspace:'),
      ...listRefs(existing),
    );
  }
  for (const { hostPath, volume, configMap } of hostPathConfigs) {
    const template = 'The hostPath {0} of volume {1} is replaced with the ConfigMap {2} for this run.';
    lines.push('', l10n.t(template, hostPath, volume, configMap));
  }
  if (blocking.length > 0)
    lines.push('', l10n.t('The files have errors. The deployment may fail:'), ...blocking.slice(0, 5));
  if (mayRemember(target))
    lines.push('', l10n.t('The cluster runs on this machine. You will not be asked again for this namespace.'));
  return lines.join('\n');
}

function listRefs(refs: readonly ObjectRef[]): readonly string[] {
  return refs.map((ref) => `• ${describeRef(ref)} (${ref.namespace})`);
}

async function confirmForce(target: { readonly context: string }, conflicts: readonly Conflict[]): Promise<boolean> {
  const takeOver = l10n.t('Take Over');
  const lines = conflicts.flatMap(({ ref, causes }) => [
    describeRef(ref),
    ...causes.map(({ message, field }) => `• ${field ?? ''}: ${message}`),
  ]);
  const title = l10n.t(
    'Other managers own fields that these manifests change in context {0}. Take over these fields?',
    target.context,
  );
  return (await window.showWarningMessage(title, { modal: true, detail: lines.join('\n') }, takeOver)) === takeOver;
}

async function confirmReplace(question: ReplaceQuestion): Promise<'replace' | 'replace-always' | undefined> {
  const { target, objects, mayRemember: offerAlways } = question;
  const replace = l10n.t('Replace');
  const always = l10n.t('Always Replace Here');
  const reasons = {
    immutable: l10n.t('it cannot be changed in place'),
    'config-changed': l10n.t('its config has changed, and Envoy reads it only at startup'),
    ended: l10n.t('it has ended'),
  };
  const lines = objects.map(
    ({ ref, why, detail }) => `• ${describeRef(ref)}: ${reasons[why]}${detail ? ` (${detail})` : ''}`,
  );
  const names = objects.map(({ ref }) => describeRef(ref)).join(', ');
  const title = l10n.t(
    'Delete and recreate {0} in namespace {1} of context {2}?',
    names,
    target.namespace,
    target.context,
  );
  const buttons = offerAlways ? [replace, always] : [replace];
  const answer = await window.showWarningMessage(title, { modal: true, detail: lines.join('\n') }, ...buttons);
  if (answer === always) return 'replace-always';
  return answer === replace ? 'replace' : undefined;
}

async function confirmDelete({ target, objects }: DeployedGroup): Promise<boolean> {
  const deleteThem = l10n.t('Delete');
  const title = l10n.t('Delete what was deployed to namespace {0} of context {1}?', target.namespace, target.context);
  const lines = [l10n.t('Server: {0}', target.server), '', ...listRefs(objects.map(({ ref }) => ref))];
  return (await window.showWarningMessage(title, { modal: true, detail: lines.join('\n') }, deleteThem)) === deleteThem;
}

async function offerToApply(ref: ManifestRef): Promise<boolean> {
  const apply = l10n.t('Apply');
  const text = l10n.t('{0} was written. Apply it to the current context?', describeRef(ref));
  return (await window.showInformationMessage(text, apply)) === apply;
}

async function chooseGroup(groups: readonly DeployedGroup[]): Promise<DeployedGroup | undefined> {
  const items = groups.map((group) => ({
    label: `${group.target.context} / ${group.target.namespace}`,
    description: group.target.server,
    detail: group.objects.map(({ ref }) => describeRef(ref)).join(', '),
    group,
  }));
  return (await window.showQuickPick(items, { title: l10n.t('Delete what was deployed to') }))?.group;
}

async function chooseListener(listeners: readonly PlannedListener[]): Promise<PlannedListener | undefined> {
  const items = listeners.map((listener) => ({
    label: listener.name,
    description: `${listener.address}:${listener.port}`,
    detail: `${listener.host ?? ''}${listener.path}`,
    listener,
  }));
  return (await window.showQuickPick(items, { title: l10n.t('Select the listener for the request') }))?.listener;
}

async function chooseForward(
  forwards: readonly ForwardLabel[],
  purpose: 'stop' | 'open',
): Promise<ForwardLabel | undefined> {
  const items = forwards.map((forward) => ({
    label: `127.0.0.1:${forward.localPort}`,
    description: `${forward.pod}:${forward.podPort} ${forward.listener}`,
    detail: `${forward.target.context} / ${forward.target.namespace}`,
    forward,
  }));
  const title =
    purpose === 'stop'
      ? l10n.t('Select the port-forward to stop')
      : l10n.t('Select the port-forward to open in the browser');
  return (await window.showQuickPick(items, { title }))?.forward;
}

function withProgress<T>(title: ProgressTitle, task: ProgressTask<T>): Promise<T> {
  const { context, namespace } = title.target;
  const text =
    title.kind === 'deploy'
      ? l10n.t('Deploying {0} to {1}/{2}', title.name, context, namespace)
      : l10n.t('Deleting from {0}/{1}', context, namespace);
  const options = { location: vscode.ProgressLocation.Notification, title: text, cancellable: true };
  const run = async (progress: vscode.Progress<{ message?: string }>, token: vscode.CancellationToken): Promise<T> => {
    const controller = new AbortController();
    const listening = token.onCancellationRequested(() => controller.abort());
    try {
      return await task((step) => progress.report({ message: describeStep(step) }), controller.signal);
    } finally {
      listening.dispose();
    }
  };
  return Promise.resolve(window.withProgress(options, run));
}

function describeStep(step: DeployStep): string {
  switch (step.kind) {
    case 'checking':
      return l10n.t('validating the manifests in the cluster');
    case 'applying':
      return l10n.t('applying {0}', describeRef(step.ref));
    case 'deleting':
      return l10n.t('deleting {0}', describeRef(step.ref));
    case 'waiting':
      return l10n.t('waiting until the pod is Ready ({0})', step.state);
    case 'requesting':
      return l10n.t('sending a request to {0}', step.listener);
  }
}

function markPlaces(diagnostics: vscode.DiagnosticCollection, result: DeployResult): void {
  diagnostics.clear();
  const byFile = new Map<string, vscode.Diagnostic[]>();
  for (const { location, message } of placesOf(result, l10n)) {
    const diagnostic = new vscode.Diagnostic(rangeOf(location), message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = result.target ? l10n.t('cluster {0}', result.target.context) : 'envoy-sidecar';
    byFile.set(location.uri, [...(byFile.get(location.uri) ?? []), diagnostic]);
  }
  for (const [uri, found] of byFile) diagnostics.set(vscode.Uri.parse(uri), found);
}

const hasGatewayError = ({ answer }: Extract<DeployResult, { kind: 'applied' }>): boolean =>
  answer?.kind === 'answered' && isGatewayError(answer.response.status);

function rangeOf({ range }: Location): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

async function tellResult(output: vscode.LogOutputChannel, result: DeployResult): Promise<void> {
  const sentence = describeResult(result, l10n);
  const changes = describeChanges(result, l10n);
  const succeeded = result.kind === 'applied' && !hasGatewayError(result);
  for (const line of [sentence, ...changes]) output.info(line);
  const details = detailsOf(result);
  for (const line of details) output.info(`  ${line}`);
  if (result.kind === 'cancelled' && changes.length === 0) return;
  // After a success the sentence is sufficient. After a failure the user needs to know what is in the cluster.
  const ended = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
  const text = succeeded ? sentence : [ended, ...changes].join(' ');
  const goTo = l10n.t('Go to Line');
  const showLog = l10n.t('Show Output');
  const [place] = placesOf(result, l10n);
  const buttons = [...(place ? [goTo] : []), ...(details.length > 0 ? [showLog] : [])];
  const answer = succeeded
    ? await window.showInformationMessage(text)
    : await window.showErrorMessage(text, ...buttons);
  if (answer === goTo && place) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.location.uri));
    await window.showTextDocument(document, { selection: rangeOf(place.location) });
  }
  if (answer === showLog) output.show(true);
}

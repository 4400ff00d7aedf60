import type { PlannedListener } from '../../../server/src/protocol.ts';
import { answerNotes } from '../local/answer-notes.ts';
import { curlCommand, quote } from '../local/curl-command.ts';
import type { HttpAnswer } from '../local/http-request.ts';
import { opensInBrowser, sendableHost, sendableServerName } from '../local/loopback-request.ts';
import type { CurlResponse } from '../views/curl-response.ts';
import { pause } from './apply-manifests.ts';
import type { Failure, NoAnswer, RequestEnd } from './deploy-result.ts';
import type { OpenForward } from './forwards.ts';
import type { ForwardProblem } from './kube-cluster-port.ts';
import { notReady } from './locate-cause.ts';
import { causeSince } from './not-ready-cause.ts';
import { containersIn } from './pod-template.ts';
import { replyVerdict } from '../request-path/reply-verdict.ts';
import type { Run } from './run.ts';
import { commandIds } from '../command-ids.ts';

/** How long the request is repeated while the app may still be starting. Milliseconds. */
const startingMs = 10_000;

/**
 * The requested listener, the only one, or the one that the user selects. HTTP listeners come first, because only they
 * respond.
 */
export async function chooseListener(run: Run): Promise<PlannedListener | undefined | Failure> {
  const { listeners } = run.plan;
  const { place } = run.request;
  const called = listeners.find(({ location }) => place?.position && contains(location, place.uri, place.position));
  if (called) return called;
  const http = listeners.filter(({ protocol }) => protocol === 'http');
  const candidates = http.length > 0 ? http : listeners;
  if (candidates.length < 2) return candidates[0];
  return (await run.ui.chooseListener(candidates)) ?? { kind: 'cancelled' };
}

/** Opens the port-forward, which stays open, and repeats a GET request until it gets a response. */
export async function requestListener(run: Run, pod: string, listener: PlannedListener): Promise<RequestEnd | Failure> {
  if (listener.protocol === 'udp') return { kind: 'not-sent', listener };
  const { workload } = run.plan;
  const opened = await run.request.forwards.open(run.kubeCluster, {
    target: run.target,
    workload: `${workload.kind} ${workload.name}`,
    pod,
    listener: listener.name,
    port: listener.port,
    path: listener.path,
    tls: listener.tls,
  });
  if (opened.kind === 'failed') return noAnswer(run, pod, listener, 'forward-failed', opened.detail);
  const { forward } = opened;
  const { localPort } = forward.label;
  if (listener.protocol !== 'http') return { kind: 'not-sent', listener, localPort };
  run.report({ kind: 'requesting', listener: listener.name });
  const answer = await requestUntilAnswered(run, forward, pod, listener);
  if (answer.kind === 'answered') {
    const response = responseOf(run, forward, listener, answer);
    return { kind: 'answered', listener, localPort, response };
  }
  // Nothing responds there, so an open port would be misleading.
  await run.request.forwards.stop(forward);
  return answer;
}

async function requestUntilAnswered(
  run: Run,
  forward: OpenForward,
  pod: string,
  listener: PlannedListener,
): Promise<HttpAnswer | Failure> {
  const { sendRequest, limits } = run.request;
  const started = Date.now();
  const left = () => limits.answerMs - (Date.now() - started);
  const { host, path, http2, tls } = listener;
  const target = { port: forward.label.localPort, host, path, http2, tls };
  // The error of the node may arrive after the connection has ended.
  const problems: ForwardProblem[] = [];
  for (;;) {
    const answer = await sendRequest({ ...target, timeoutMs: Math.max(left(), 1000) }, run.signal);
    if (run.signal.aborted) return { kind: 'cancelled' };
    const starting = Date.now() - started < Math.min(startingMs, limits.answerMs);
    const verdict = answer.kind === 'answered' ? replyVerdict(answer, run.request.l10n) : undefined;
    if (answer.kind === 'answered' && !verdict?.mayPass) return answer;
    problems.push(...forward.takeProblems());
    const denied = problems.find(({ status }) => status === 403);
    if (denied) {
      return { kind: 'forbidden', verb: 'create', resource: 'pods/portforward', namespace: run.target.namespace };
    }
    // An app that has crashed explains the answer of Envoy, too.
    const cause = await causeSince(run, run.target, pod);
    if (cause) return notReady(run, cause);
    if (answer.kind === 'answered' && !starting) return answer;
    if (answer.kind !== 'answered' && left() <= 0) return reasonOf(run, pod, listener, answer, problems);
    await pause(300, run.signal);
  }
}

function reasonOf(
  run: Run,
  pod: string,
  listener: PlannedListener,
  answer: { readonly kind: string; readonly detail: string },
  problems: readonly ForwardProblem[],
): NoAnswer {
  const refused = problems.findLast(({ detail }) => /connection refused/i.test(detail));
  if (refused) return noAnswer(run, pod, listener, 'connection-refused', refused.detail);
  const problem = problems.at(-1);
  if (problem) return noAnswer(run, pod, listener, 'forward-failed', problem.detail);
  return noAnswer(run, pod, listener, answer.kind === 'timed-out' ? 'timed-out' : 'reset', answer.detail);
}

function noAnswer(run: Run, pod: string, listener: PlannedListener, why: NoAnswer['why'], detail: string): NoAnswer {
  return { kind: 'no-answer', listener, pod, why, detail, seconds: Math.round(run.request.limits.answerMs / 1000) };
}

function contains(
  { uri, range }: PlannedListener['location'],
  otherUri: string,
  { line, character }: { readonly line: number; readonly character: number },
): boolean {
  if (uri !== otherUri) return false;
  const afterStart = line > range.start.line || (line === range.start.line && character >= range.start.character);
  const beforeEnd = line < range.end.line || (line === range.end.line && character <= range.end.character);
  return afterStart && beforeEnd;
}

function responseOf(run: Run, forward: OpenForward, listener: PlannedListener, answer: HttpAnswer): CurlResponse {
  const { label, url } = forward;
  const verdict = replyVerdict(answer, run.request.l10n);
  return {
    title: `${label.pod} · ${listener.name}`,
    about: {
      listener: `${listener.name} ${listener.address}:${listener.port}`,
      target: `${label.target.context}/${label.target.namespace}/${label.pod}`,
      envoy: envoyImage(run.plan),
    },
    path: verdict && { steps: [], verdict: { ...verdict, hints: [] } },
    stop: { command: commandIds.stopForward, arguments: [label.localPort] },
    request: { method: 'GET', url, host: sendableHost(listener.host) },
    status: answer.status,
    statusText: answer.statusText,
    httpVersion: answer.httpVersion,
    headers: answer.headers,
    body: answer.body,
    bodyTruncated: answer.bodyTruncated,
    timing: answer.timing,
    commands: commandsFor(forward, listener),
    notes: notesFor(run, listener, answer),
    // A browser sends the address in its address bar as Host, so a listener with another host would respond with 404.
    browserUrl: listener.host === undefined && opensInBrowser(listener) ? url : undefined,
  };
}

/** The image of the Envoy container, as the manifest has it. */
function envoyImage({ objects, workload }: Run['plan']): string {
  const manifest = objects.find(({ role }) => role === 'workload')?.manifest;
  return containersIn(manifest).find(({ name }) => name === workload.envoyContainer)?.image ?? '';
}

function commandsFor({ label, url }: OpenForward, listener: PlannedListener): readonly string[] {
  const { context, namespace } = label.target;
  const place = `--context ${quote(context)} --namespace ${quote(namespace)}`;
  return [
    `kubectl ${place} port-forward ${quote(`pod/${label.pod}`)} ${label.localPort}:${label.podPort}`,
    curlCommand({
      url,
      host: sendableHost(listener.host),
      http2: listener.http2,
      serverName: listener.tls && sendableServerName(listener.host, listener.tls),
    }),
  ];
}

function notesFor(run: Run, listener: PlannedListener, answer: HttpAnswer): readonly string[] {
  const { l10n } = run.request;
  const notes: string[] = [];
  if (listener.loopback) {
    const template =
      'Listener {0} is bound to {1}. A port-forward can reach it, but a Service cannot. Bind it to 0.0.0.0 for other pods.';
    notes.push(l10n.t(template, listener.name, listener.address));
  }
  for (const { volume, hostPath, configMap } of run.plan.hostPathConfigs) {
    if (!run.plan.objects.some(({ manifest }) => manifest.kind === 'ConfigMap' && manifest.metadata.name === configMap))
      continue;
    const template =
      'The hostPath {0} of volume {1} was replaced with the ConfigMap {2} for this run. Your files are unchanged.';
    notes.push(l10n.t(template, hostPath, volume, configMap));
  }
  return [...notes, ...answerNotes(answer, listener, l10n)];
}

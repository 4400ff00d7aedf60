import type { LocalPlan, PlannedListener } from '../../../server/src/protocol.ts';
import type { SentRequest } from '../../../server/src/sent-request.ts';
import { type FoundEnvoy, pinnedEnvoyVersion } from './find-envoy.ts';
import type { LocalRun, LocalRunResult } from './local-run-result.ts';
import type { LocalMachine, LocalRunPorts, LocalRunUi } from './local-run-ports.ts';
import { askRun } from './ask-run.ts';
import { startLocalRun } from './start-local-run.ts';

export interface LocalRunRequest {
  readonly uri: string;
  /** Selects the listener at this position. */
  readonly position?: { readonly line: number; readonly character: number };
  /** Name of the listener, used when a run is repeated. Takes precedence over the position. */
  readonly listener?: string;
  /** Otherwise the first request that the listener answers. */
  readonly request?: SentRequest;
  /** The user's own app on 127.0.0.1 instead of the built-in server. */
  readonly upstreamPort?: number;
  readonly readyTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/**
 * Runs the real Envoy on this machine with the config of the file, sends one request through the selected listener and
 * leaves Envoy running if there was a response. Otherwise, everything has ended when the promise resolves.
 */
export async function runLocally(
  request: LocalRunRequest,
  ports: LocalRunPorts,
  signal: AbortSignal,
): Promise<LocalRunResult> {
  try {
    return await runSteps(request, ports, signal);
  } catch (error) {
    // Only errors of the machine reach this: no free port, or a temporary folder that cannot be written.
    if (signal.aborted) return { kind: 'cancelled' };
    return { kind: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
}

async function runSteps(request: LocalRunRequest, ports: LocalRunPorts, signal: AbortSignal): Promise<LocalRunResult> {
  ports.ui.report('planning');
  const plan = await unlessAborted(ports.server.localPlan(), signal);
  if (plan === undefined) return { kind: 'cancelled' };
  if ('refused' in plan) return { kind: 'no-plan', refusal: plan };
  const listener = await chooseListener(plan, request, ports.ui);
  if (listener === 'none') return { kind: 'no-http-listener', listeners: plan.listeners };
  if (listener === undefined || signal.aborted) return { kind: 'cancelled' };
  const envoy = await obtainEnvoy(ports, signal);
  if (envoy.kind !== 'found') return envoy;
  ports.ui.report('starting-envoy');
  const started = await startLocalRun({ ...request, plan, listener, envoy }, ports, signal);
  if (started.kind !== 'started') return started;
  ports.ui.report('sending-request');
  return askListener(started.run, started.readLog, request, ports.machine, signal);
}

/** Undefined as soon as the signal aborts, even if the promise never resolves. */
async function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  let end = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    end = resolve;
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
  try {
    const first = await Promise.race([answer, aborted]);
    return signal.aborted ? undefined : (first ?? undefined);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

async function chooseListener(
  plan: LocalPlan,
  request: LocalRunRequest,
  ui: LocalRunUi,
): Promise<PlannedListener | 'none' | undefined> {
  const http = plan.listeners.filter((listener) => listener.protocol === 'http');
  const named = http.find((listener) => listener.name === request.listener);
  if (named !== undefined) return named;
  const atPosition = plan.listeners.filter((listener) => isAt(listener, request));
  const [meant] = atPosition;
  if (meant !== undefined && atPosition.length === 1) return meant.protocol === 'http' ? meant : 'none';
  const [only] = http;
  if (only === undefined) return 'none';
  return http.length === 1 ? only : ui.pickListener(http);
}

function isAt(listener: PlannedListener, request: LocalRunRequest): boolean {
  const { position, uri } = request;
  if (position === undefined || listener.location.uri !== uri) return false;
  const { start, end } = listener.location.range;
  return start.line <= position.line && position.line <= end.line;
}

async function obtainEnvoy(
  { ui, machine }: LocalRunPorts,
  signal: AbortSignal,
): Promise<FoundEnvoy | Extract<LocalRunResult, { kind: 'envoy-not-found' | 'cancelled' }>> {
  ui.report('finding-envoy');
  const search = await machine.findEnvoy(signal);
  if (signal.aborted) return { kind: 'cancelled' };
  if (search.kind === 'found') return search;
  if (search.kind === 'setting-unusable') return { kind: 'envoy-not-found', reason: search };
  if (!machine.canInstallEnvoy()) return { kind: 'envoy-not-found', reason: { kind: 'unsupported-platform' } };
  const agreed = await ui.confirmInstall(pinnedEnvoyVersion);
  if (signal.aborted) return { kind: 'cancelled' };
  if (!agreed) return { kind: 'envoy-not-found', reason: { kind: 'declined' } };
  ui.report('installing-envoy');
  const installed = await machine.installEnvoy(signal);
  if (installed.kind === 'cancelled' || signal.aborted) return { kind: 'cancelled' };
  return installed.kind === 'found' ? installed : { kind: 'envoy-not-found', reason: installed };
}

async function askListener(
  run: LocalRun,
  readLog: () => Promise<string>,
  request: LocalRunRequest,
  machine: LocalMachine,
  signal: AbortSignal,
): Promise<LocalRunResult> {
  const sent = request.request ?? firstRequest(run.listener);
  const asked = await askRun(run, run.listener, sent, { machine, timeoutMs: request.requestTimeoutMs, signal });
  if (asked.kind === 'answered' && !signal.aborted) return { ...asked, run };
  const log = await readLog();
  await run.stop();
  if (asked.kind === 'answered' || asked.failure.kind === 'cancelled') return { kind: 'cancelled' };
  return { ...asked, log };
}

/** A GET request with the host and path of the first route. */
const firstRequest = ({ host, path }: PlannedListener): SentRequest => ({
  method: 'GET',
  path,
  ...(host !== undefined && { host }),
  headers: [],
  expected: [],
});

import type { LocalPlan, PlannedListener } from '../../../server/src/protocol.ts';
import { addressInUse, lastLines, plainRefusal, refusalInLog } from './envoy-log.ts';
import type { EnvoyProcess } from './envoy-process.ts';
import type { FoundEnvoy } from './find-envoy.ts';
import type { LocalMachine, LocalRunPorts } from './local-run-ports.ts';
import type { LocalRun, LocalRunResult } from './local-run-result.ts';
import { boundAddress, movePorts, portsToAssign, upstreamPorts } from './move-ports.ts';
import { untilReady } from './until-ready.ts';

export interface LocalRunStart {
  readonly plan: LocalPlan;
  readonly listener: PlannedListener;
  readonly envoy: FoundEnvoy;
  readonly upstreamPort?: number;
  readonly readyTimeoutMs: number;
}

export type StartedRun =
  | { readonly kind: 'started'; readonly run: LocalRun; readonly readLog: () => Promise<string> }
  | Extract<
      LocalRunResult,
      { kind: 'envoy-refused' | 'port-in-use' | 'envoy-exited' | 'not-ready' | 'exposed' | 'cancelled' }
    >;

/** How often new ports are tried if another program binds one before Envoy does. */
const maxAttempts = 3;

/**
 * Starts the replacement of the app and Envoy, and waits until Envoy is ready. Unless the result is `started`,
 * everything has ended.
 */
export async function startLocalRun(
  start: LocalRunStart,
  ports: LocalRunPorts,
  signal: AbortSignal,
): Promise<StartedRun> {
  const { apps } = portsToAssign(start.plan);
  const app = await startApp(start, apps, ports.machine, signal);
  let result: StartedRun | 'port-taken' = 'port-taken';
  const attempts = async (traced: boolean): Promise<StartedRun | 'port-taken'> => {
    result = 'port-taken';
    for (let attempt = 1; result === 'port-taken'; attempt++) {
      result = await startOnFreePorts({ ...start, traced }, app, ports, signal, attempt === maxAttempts);
    }
    return result;
  };
  try {
    const traced = start.plan.trace.insertions.length > 0;
    result = await attempts(traced);
    // What is rejected is the config of the file, not one that this extension has changed. Its lines are those of the file, too.
    if (traced && result !== 'port-taken' && isRejection(result)) result = await attempts(false);
    return result as StartedRun;
  } finally {
    if (result === 'port-taken' || result.kind !== 'started') await app.stop();
  }
}

const isRejection = ({ kind }: StartedRun): boolean => kind === 'envoy-refused' || kind === 'envoy-exited';

interface Attempt extends LocalRunStart {
  /** With an access log in the copy of the config. */
  readonly traced: boolean;
}

interface RunningApp {
  readonly app: LocalRun['app'];
  /** The addresses of the app, by the port in the file. */
  readonly ports: ReadonlyMap<number, number>;
  stop(): Promise<void>;
}

async function startApp(
  start: LocalRunStart,
  appPorts: readonly number[],
  machine: LocalMachine,
  signal: AbortSignal,
): Promise<RunningApp> {
  const own = start.upstreamPort;
  if (own !== undefined) {
    const probe = await machine.sendRequest({ port: own, path: '/', timeoutMs: 1000 }, signal);
    const app = { kind: 'own', port: own, reachable: probe.kind !== 'refused' } as const;
    return { app, ports: new Map(appPorts.map((port) => [port, own])), stop: async () => undefined };
  }
  const standIns = await Promise.all(
    appPorts.map(async (port) => [port, await machine.startStandInApp(port)] as const),
  );
  return {
    app: { kind: 'stand-in', ports: appPorts },
    ports: new Map(standIns.map(([port, standIn]) => [port, standIn.port])),
    stop: async () => {
      await Promise.all(standIns.map(([, standIn]) => standIn.stop()));
    },
  };
}

async function startOnFreePorts(
  start: Attempt,
  app: RunningApp,
  ports: LocalRunPorts,
  signal: AbortSignal,
  lastAttempt: boolean,
): Promise<StartedRun | 'port-taken'> {
  if (signal.aborted) return { kind: 'cancelled' };
  const { plan, envoy } = start;
  const addresses = portsToAssign(plan).listeners;
  const reserved = await ports.machine.reservePorts(addresses.length + 1);
  const [adminPort = 0, ...free] = reserved.ports;
  const listeners = new Map(addresses.map((address, index) => [address, free[index] ?? 0]));
  const upstreams = upstreamPorts(plan, listeners, adminPort, app.ports);
  const configText = movePorts(plan, { listeners, upstreams }, start);
  await reserved.release();
  const { accessLog } = plan.trace;
  const process = await ports.machine.startEnvoy({ ...plan, envoyPath: envoy.path, configText, adminPort, accessLog });
  const readiness = await untilReady(process, adminPort, start.readyTimeoutMs, ports.machine, signal);
  if (readiness.kind === 'ready' && !signal.aborted) {
    const portOf = (listener: PlannedListener): number => movedPort(plan, listener, listeners);
    const moved = { port: portOf(start.listener), portOf, adminPort, upstreams };
    return { kind: 'started', run: localRun(start, app, process, moved), readLog: process.readLog };
  }
  const log = await process.readLog();
  await process.stop();
  if (signal.aborted) return { kind: 'cancelled' };
  if (readiness.kind === 'exposed') return readiness;
  if (readiness.kind !== 'exited') return { kind: 'not-ready', afterMs: start.readyTimeoutMs, log: lastLines(log, 20) };
  return explainExit(log, process, [...reserved.ports], { start, ports, listeners, lastAttempt });
}

interface ExitContext {
  readonly start: Attempt;
  readonly ports: LocalRunPorts;
  readonly listeners: ReadonlyMap<string, number>;
  readonly lastAttempt: boolean;
}

async function explainExit(
  log: string,
  process: EnvoyProcess,
  newPorts: readonly number[],
  { start, ports, listeners, lastAttempt }: ExitContext,
): Promise<StartedRun | 'port-taken'> {
  const message = refusalInLog(log);
  if (message === undefined) {
    const exit = await process.exited;
    return { kind: 'envoy-exited', code: exit.code, log: exit.startError ?? lastLines(log, 20) };
  }
  const taken = addressInUse(message);
  if (taken !== undefined) {
    const ours = newPorts.some((port) => taken === `127.0.0.1:${port}`);
    return ours && !lastAttempt ? 'port-taken' : { kind: 'port-in-use', address: taken };
  }
  // It is started again without the access log, and explained then.
  if (start.traced) return { kind: 'envoy-exited', code: null, log };
  const inFile = withFilePorts(message, start.plan, listeners);
  // Envoy's reason is useful even if the server cannot locate its line.
  const location = await ports.server.locateEnvoyError(inFile).catch(() => undefined);
  return { kind: 'envoy-refused', message: plainRefusal(inFile), location };
}

/** Envoy's messages contain the moved addresses, but the user knows those of the file. */
function withFilePorts(message: string, plan: LocalPlan, listeners: ReadonlyMap<string, number>): string {
  const written = new Map<string, string>(
    plan.ports.flatMap((port) => {
      const moved = port.role === 'listener' ? listeners.get(boundAddress(port)) : undefined;
      return moved === undefined ? [] : [[`127.0.0.1:${moved}`, `${port.address}:${port.port}`] as const];
    }),
  );
  return message.replaceAll(/\b127\.0\.0\.1:\d+\b/g, (address) => written.get(address) ?? address);
}

/** The port of a listener in this run. */
function movedPort(plan: LocalPlan, listener: PlannedListener, listeners: ReadonlyMap<string, number>): number {
  const own = plan.ports.filter(({ role, port }) => role === 'listener' && port === listener.port);
  const written =
    own.find(({ name }) => name === listener.name) ?? own.find(({ address }) => address === listener.address);
  return (written && listeners.get(boundAddress(written))) ?? listener.port;
}

function localRun(
  start: LocalRunStart,
  app: RunningApp,
  process: EnvoyProcess,
  moved: Pick<LocalRun, 'port' | 'portOf' | 'adminPort' | 'upstreams'>,
): LocalRun {
  let asked = false;
  const end = async (): Promise<void> => {
    await Promise.all([process.stop(), app.stop()]);
  };
  const stop = (): Promise<void> => {
    asked = true;
    return end();
  };
  return {
    ...moved,
    listener: start.listener,
    configUri: start.plan.configUri,
    trace: start.plan.trace,
    readAccessLog: process.readAccessLog,
    envoy: start.envoy,
    pid: process.pid,
    leavesOutListeners: start.plan.leavesOutListeners,
    app: app.app,
    ended: process.exited.then(end).then(() => (asked ? 'stopped' : 'exited')),
    stop,
    kill: () => {
      process.kill();
      app.stop().catch(() => undefined);
    },
  };
}

import type { LocalPlan, PlannedListener } from '../../server/src/protocol.ts';
import type { EnvoyProcess, EnvoyStart } from '../../client/src/local/envoy-process.ts';
import type { FoundEnvoy } from '../../client/src/local/find-envoy.ts';
import { localMachine } from '../../client/src/local/local-machine.ts';
import type { LocalMachine, LocalRunPorts, LocalRunStep } from '../../client/src/local/local-run-ports.ts';
import type { LocalRunRequest } from '../../client/src/local/run-locally.ts';
import type { StandInApp } from '../../client/src/local/stand-in-app.ts';
import { configUri } from './plan-fixture.ts';

export const request: LocalRunRequest = { uri: configUri, readyTimeoutMs: 15_000, requestTimeoutMs: 5000 };

export const standInStrings = {
  title: 'Stand-in',
  explanation: 'In place of the app at port {0}.',
  received: 'Received',
};

/** The machine itself with a given Envoy, and a list of what was started on it. */
export interface RecordedMachine {
  readonly machine: LocalMachine;
  readonly started: EnvoyProcess[];
  readonly starts: EnvoyStart[];
  readonly standIns: StandInApp[];
}

/** The real machine, recorded; `replace` overrides parts of it. */
export function recordedMachine(envoy: FoundEnvoy | 'absent', replace: Partial<LocalMachine> = {}): RecordedMachine {
  const real = localMachine({ storageFolder: '/nonexistent', searchPath: '', standIn: standInStrings });
  const base: LocalMachine = {
    ...real,
    findEnvoy: async () => (envoy === 'absent' ? { kind: 'absent' } : envoy),
    ...replace,
  };
  const record: RecordedMachine = { started: [], starts: [], standIns: [], machine: base };
  const machine: LocalMachine = {
    ...base,
    startEnvoy: async (start) => {
      record.starts.push(start);
      const started = await base.startEnvoy(start);
      record.started.push(started);
      return started;
    },
    startStandInApp: async (port) => {
      const standIn = await base.startStandInApp(port);
      record.standIns.push(standIn);
      return standIn;
    },
  };
  return { ...record, machine };
}

export interface UiAnswers {
  readonly listener?: (listeners: readonly PlannedListener[]) => PlannedListener | undefined;
  readonly install?: boolean;
  readonly onStep?: (step: LocalRunStep) => void;
}

/** Ports of a local run: a server with one plan, and a user with given answers. `located` collects the requests. */
export function portsFor(
  plan: LocalPlan,
  machine: LocalMachine,
  answers: UiAnswers = {},
): LocalRunPorts & { readonly located: string[]; readonly steps: LocalRunStep[] } {
  const located: string[] = [];
  const steps: LocalRunStep[] = [];
  const range = { start: { line: 21, character: 0 }, end: { line: 21, character: 5 } };
  return {
    located,
    steps,
    machine,
    ui: {
      report: (step) => {
        steps.push(step);
        answers.onStep?.(step);
      },
      pickListener: async (listeners) => answers.listener?.(listeners),
      confirmInstall: async () => answers.install ?? false,
    },
    server: {
      localPlan: async () => plan,
      locateEnvoyError: async (message) => {
        located.push(message);
        return { uri: configUri, range };
      },
    },
  };
}

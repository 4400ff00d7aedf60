import type { Location } from 'vscode-languageserver-types';
import type { LocalPlan, PlannedListener, Refusal } from '../../../server/src/protocol.ts';
import type { EnvoyProcess, EnvoyStart } from './envoy-process.ts';
import type { exposedSockets } from './exposed-sockets.ts';
import type { EnvoySearch } from './find-envoy.ts';
import type { ReservedPorts } from './free-ports.ts';
import type { RequestResult } from './http-request.ts';
import type { LoopbackRequest } from './loopback-request.ts';
import type { InstallResult } from './install-envoy.ts';
import type { StandInApp } from './stand-in-app.ts';

export type LocalRunStep = 'planning' | 'finding-envoy' | 'installing-envoy' | 'starting-envoy' | 'sending-request';

/** User interaction during a local run. */
export interface LocalRunUi {
  report(step: LocalRunStep): void;
  /** Undefined if the user cancels. Called only if there are several. */
  pickListener(listeners: readonly PlannedListener[]): Promise<PlannedListener | undefined>;
  confirmInstall(version: string): Promise<boolean>;
}

/** Requests of a local run to the language server. */
export interface LocalRunServer {
  localPlan(): Promise<LocalPlan | Refusal>;
  locateEnvoyError(message: string): Promise<Location | undefined>;
}

/** Actions of a local run on this machine. */
export interface LocalMachine {
  findEnvoy(signal: AbortSignal): Promise<EnvoySearch>;
  canInstallEnvoy(): boolean;
  installEnvoy(signal: AbortSignal): Promise<InstallResult>;
  reservePorts(count: number): Promise<ReservedPorts>;
  startStandInApp(appPort: number): Promise<StandInApp>;
  startEnvoy(start: EnvoyStart): Promise<EnvoyProcess>;
  exposedSockets: typeof exposedSockets;
  sendRequest(request: LoopbackRequest, signal: AbortSignal): Promise<RequestResult>;
}

/** Everything outside of the use case. */
export interface LocalRunPorts {
  readonly ui: LocalRunUi;
  readonly server: LocalRunServer;
  readonly machine: LocalMachine;
}

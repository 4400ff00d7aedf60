import type { Location } from 'vscode-languageserver-types';
import type { PlannedListener, Refusal, RequestTrace } from '../../../server/src/protocol.ts';
import type { SentRequest } from '../../../server/src/sent-request.ts';
import type { AccessLogEntry } from '../request-path/access-log-entry.ts';
import type { CheckedExpectation } from './check-expectations.ts';
import type { FoundEnvoy } from './find-envoy.ts';
import type { HttpAnswer, RequestFailure } from './http-request.ts';
import type { InstallResult } from './install-envoy.ts';

/** An Envoy that keeps running until it is stopped. */
export interface LocalRun {
  readonly listener: PlannedListener;
  /** The file with the config that runs. */
  readonly configUri: string;
  readonly envoy: FoundEnvoy;
  readonly pid: number;
  /** The address of the listener on 127.0.0.1. */
  readonly port: number;
  /** The port of another listener. */
  readonly portOf: (listener: PlannedListener) => number;
  readonly adminPort: number;
  /** The ports of endpoints in this run, by the port in the file. */
  readonly upstreams: ReadonlyMap<number, number>;
  /** What the numbers in the access log mean. */
  readonly trace: RequestTrace;
  readAccessLog(): Promise<string>;
  /** True if listeners from a file or a control plane were removed. */
  readonly leavesOutListeners: boolean;
  /** What replaces the app: a built-in server for each app port, or the user's own port. */
  readonly app: { readonly kind: 'stand-in'; readonly ports: readonly number[] } | OwnApp;
  /** Resolves when the run and all its processes have ended. `exited`: Envoy has ended by itself. */
  readonly ended: Promise<'stopped' | 'exited'>;
  stop(): Promise<void>;
  /** Ends everything without waiting, for deactivation of the extension. */
  kill(): void;
}

export interface OwnApp {
  readonly kind: 'own';
  readonly port: number;
  readonly reachable: boolean;
}

/** What a request to a running Envoy gave. */
export type AskedRun = AnsweredRequest | { readonly kind: 'not-answered'; readonly failure: RequestFailure };

export interface AnsweredRequest {
  readonly kind: 'answered';
  readonly request: SentRequest;
  readonly answer: HttpAnswer;
  /** What Envoy logged of the request, one entry for each listener that it passed. Empty if it is not known. */
  readonly hops: readonly AccessLogEntry[];
  /** The expectations of the request, in its order. */
  readonly checked: readonly CheckedExpectation[];
}

/** The result of a local run. Only `answered` leaves something running. */
export type LocalRunResult =
  | (AnsweredRequest & { readonly run: LocalRun })
  /** The server has no plan for this file. */
  | { readonly kind: 'no-plan'; readonly refusal: Refusal }
  | { readonly kind: 'no-http-listener'; readonly listeners: readonly PlannedListener[] }
  | { readonly kind: 'envoy-not-found'; readonly reason: EnvoyNotFoundReason }
  /** Envoy rejects the config. `message` is Envoy's message, shortened and with the ports of the file. */
  | { readonly kind: 'envoy-refused'; readonly message: string; readonly location?: Location }
  | { readonly kind: 'port-in-use'; readonly address: string }
  /** Envoy exited without printing a reason. */
  | { readonly kind: 'envoy-exited'; readonly code: number | null; readonly log: string }
  | { readonly kind: 'not-ready'; readonly afterMs: number; readonly log: string }
  /** Envoy is running, but the listener did not respond with HTTP. */
  | { readonly kind: 'not-answered'; readonly failure: RequestFailure; readonly log: string }
  /** Envoy listened on an address that other machines can reach, so it was stopped. */
  | { readonly kind: 'exposed'; readonly addresses: readonly string[] }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'cancelled' };

export type EnvoyNotFoundReason =
  | { readonly kind: 'declined' }
  | { readonly kind: 'setting-unusable'; readonly path: string; readonly detail: string }
  | Exclude<InstallResult, FoundEnvoy | { readonly kind: 'cancelled' }>;

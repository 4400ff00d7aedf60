import type { Location } from 'vscode-languageserver-types';
import type { PlannedListener, Refusal } from '../../../server/src/protocol.ts';
import type { FoundEnvoy } from './find-envoy.ts';
import type { HttpAnswer, RequestFailure } from './http-request.ts';
import type { InstallResult } from './install-envoy.ts';

/** An Envoy that stays up until it is stopped. */
export interface LocalRun {
  readonly listener: PlannedListener;
  readonly envoy: FoundEnvoy;
  readonly pid: number;
  /** Where the listener is reached on 127.0.0.1. */
  readonly port: number;
  readonly adminPort: number;
  /** True when listeners from a file or a control plane were left out. */
  readonly leavesOutListeners: boolean;
  /** What answers in place of the app: a stand-in for each app port, or the user's own port. */
  readonly app: { readonly kind: 'stand-in'; readonly ports: readonly number[] } | OwnApp;
  /** Resolves when the run has ended and everything it started is gone, also when Envoy ends by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
  /** Ends everything at once without waiting, for when the extension is shut down. */
  kill(): void;
}

export interface OwnApp {
  readonly kind: 'own';
  readonly port: number;
  readonly reachable: boolean;
}

/** How a local run turned out. Only `answered` leaves something running. */
export type LocalRunResult =
  | { readonly kind: 'answered'; readonly run: LocalRun; readonly answer: HttpAnswer }
  /** The server has no plan for this file. */
  | { readonly kind: 'no-plan'; readonly refusal: Refusal }
  | { readonly kind: 'no-http-listener'; readonly listeners: readonly PlannedListener[] }
  | { readonly kind: 'envoy-not-found'; readonly reason: EnvoyNotFoundReason }
  /** Envoy refuses the config. `message` is Envoy's, shortened and with the file's own ports. */
  | { readonly kind: 'envoy-refused'; readonly message: string; readonly location?: Location }
  | { readonly kind: 'port-in-use'; readonly address: string }
  /** Envoy ended without naming a reason. */
  | { readonly kind: 'envoy-exited'; readonly code: number | null; readonly log: string }
  | { readonly kind: 'not-ready'; readonly afterMs: number; readonly log: string }
  /** Envoy is up, but the listener did not answer with HTTP. */
  | { readonly kind: 'not-answered'; readonly failure: RequestFailure; readonly log: string }
  /** Envoy listened where other machines reach it, so it was stopped. */
  | { readonly kind: 'exposed'; readonly addresses: readonly string[] }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'cancelled' };

export type EnvoyNotFoundReason =
  | { readonly kind: 'declined' }
  | { readonly kind: 'setting-unusable'; readonly path: string; readonly detail: string }
  | Exclude<InstallResult, FoundEnvoy | { readonly kind: 'cancelled' }>;

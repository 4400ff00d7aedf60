import type { Location } from 'vscode-languageserver-types';
import type { PlannedListener, Refusal } from '../../../server/src/protocol.ts';
import type { CurlResponse } from '../views/curl-response.ts';
import type { KubeTarget, ManifestRef } from './kube-cluster-port.ts';
import type { NotReadyCause } from './not-ready-causes.ts';
import type { KubeconfigProblem } from './kubeconfig.ts';

/** What a run did and how it ended. `changes` is always complete. */
export type DeployResult = DeployEnd & { readonly target?: KubeTarget; readonly changes: readonly Change[] };

export type DeployEnd = Applied | Failure;

export interface Applied {
  readonly kind: 'applied';
  /** The Ready pod, if the run waited for one. */
  readonly pod?: string;
  /** The name of a Job that has finished with success. */
  readonly finished?: string;
  readonly answer?: RequestEnd;
}

/** The request at the end of a run. `not-sent` is not a failure: the listener does not use plain HTTP. */
export type RequestEnd =
  | {
      readonly kind: 'answered';
      readonly listener: PlannedListener;
      readonly localPort: number;
      readonly response: CurlResponse;
    }
  | { readonly kind: 'not-sent'; readonly listener: PlannedListener; readonly localPort?: number }
  | { readonly kind: 'no-listener' };

export type Failure =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'no-file' }
  | { readonly kind: 'no-plan'; readonly refusal: Refusal }
  | { readonly kind: 'no-kubeconfig'; readonly problem: KubeconfigProblem }
  | { readonly kind: 'no-client'; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'no-credentials'; readonly detail: string }
  | Forbidden
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'not-ready';
      readonly cause: NotReadyCause;
      /** The line of the manifest or config that the cause is about. */
      readonly location?: Location;
    }
  | NoAnswer
  | { readonly kind: 'bug'; readonly detail: string };

export interface Forbidden {
  readonly kind: 'forbidden';
  readonly verb: string;
  readonly resource: string;
  /** Absent for objects without a namespace. */
  readonly namespace?: string;
}

/** Another field manager owns fields that the manifest sets to other values. */
export interface Conflict {
  readonly ref: ObjectRef;
  /** The message of the API server, with the manager and the fields. */
  readonly causes: readonly { readonly message: string; readonly field?: string }[];
}

/** One error of the API server and its line, if known. */
export interface Problem {
  readonly ref: ObjectRef;
  readonly message: string;
  readonly location?: Location;
}

export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly listener: PlannedListener;
  readonly pod: string;
  readonly why: 'connection-refused' | 'forward-failed' | 'reset' | 'timed-out';
  readonly detail: string;
  readonly seconds: number;
}

export interface ObjectRef extends ManifestRef {
  readonly namespace: string;
}

/** `uncertain`: the connection failed before the response, so the object may have been changed. */
export interface Change {
  readonly action: 'created' | 'changed' | 'unchanged' | 'deleted' | 'uncertain';
  readonly ref: ObjectRef;
}

export function describeRef(ref: ManifestRef): string {
  return `${ref.kind} ${ref.name}`;
}

export function sameRef(a: ObjectRef, b: ObjectRef): boolean {
  return a.apiVersion === b.apiVersion && a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}

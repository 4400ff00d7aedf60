import type { KubernetesObject } from '../../../server/src/protocol.ts';

/**
 * The cluster, as the deploy use case sees it. Every call gets the target that was determined at the start of the run,
 * so that a kubeconfig that is edited during the run cannot redirect it. Calls never throw: errors are in `KubeAnswer`.
 */
export interface KubeCluster {
  /**
   * Server-side apply. A dry run changes nothing. Unknown and duplicate fields are errors (`fieldValidation=Strict`).
   */
  readonly apply: (
    target: KubeTarget,
    manifest: KubernetesObject,
    options: { readonly dryRun: boolean; readonly force: boolean },
  ) => Promise<KubeAnswer<{ readonly manifest: KubernetesObject; readonly created: boolean }>>;
  readonly read: (target: KubeTarget, ref: ManifestRef, signal: AbortSignal) => Promise<KubeAnswer<KubernetesObject>>;
  /** Deletes the object only if it has this uid, so that another object with the same name is not deleted. */
  readonly remove: (target: KubeTarget, ref: ManifestRef, uid: string) => Promise<KubeAnswer<undefined>>;
  readonly list: (target: KubeTarget, query: ListQuery, signal: AbortSignal) => Promise<KubeAnswer<ManifestList>>;
  /**
   * Reports changes after `resourceVersion` until the server ends the watch (`ok`) or the signal aborts (`cancelled`).
   */
  readonly watch: (
    target: KubeTarget,
    query: ListQuery & { readonly resourceVersion: string },
    onEvent: (event: WatchEvent) => void,
    signal: AbortSignal,
  ) => Promise<KubeAnswer<undefined>>;
  readonly readLog: (target: KubeTarget, log: LogQuery, signal: AbortSignal) => Promise<KubeAnswer<string>>;
  /**
   * Listens on 127.0.0.1. Each connection is one stream to the port of the pod. The pod is not contacted before the
   * first connection.
   */
  readonly forward: (
    target: KubeTarget,
    to: { readonly pod: string; readonly port: number; readonly localPort?: number },
    onProblem: (problem: ForwardProblem) => void,
  ) => Promise<
    { readonly kind: 'open'; readonly forward: PortForward } | { readonly kind: 'failed'; readonly detail: string }
  >;
}

/** The target of a run, shown to the user, confirmed, and passed on as one value. */
export interface KubeTarget {
  readonly context: string;
  /** The API server's address, e.g. `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly namespace: string;
}

/** Identifies an object in the namespace of the target. */
export interface ManifestRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

export interface ListQuery {
  readonly apiVersion: string;
  readonly kind: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface ManifestList {
  readonly items: readonly KubernetesObject[];
  readonly resourceVersion: string;
}

export interface WatchEvent {
  readonly type: string;
  readonly manifest: KubernetesObject;
}

export interface LogQuery {
  readonly pod: string;
  readonly container: string;
  /** The log of the previous run of the container. */
  readonly previous: boolean;
  readonly tailLines: number;
}

export type KubeAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'status'; readonly status: KubeStatus }
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'no-credentials'; readonly detail: string }
  | { readonly kind: 'cancelled' };

/** The error of the API server (`kind: Status`). */
export interface KubeStatus {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly KubeStatusCause[];
}

export interface KubeStatusCause {
  readonly reason: string;
  readonly message: string;
  /** As the API server writes it, e.g. `spec.containers[0].ports[0].containerPort`. */
  readonly field?: string;
}

export interface PortForward {
  readonly localPort: number;
  readonly close: () => Promise<void>;
}

/**
 * A connection through the port-forward failed. `status` is the HTTP status with which the API server rejected the
 * stream.
 */
export interface ForwardProblem {
  readonly status?: number;
  readonly detail: string;
}

/** Why a pod does not become Ready. */
export type NotReadyCause =
  | ImageCause
  | {
      readonly kind: 'envoy-config';
      readonly container: string;
      /** Shortened. */
      readonly message: string;
      /** The whole message of Envoy. */
      readonly refusal: string;
      readonly log: string;
    }
  | ContainerEnd
  | { readonly kind: 'container'; readonly container: string; readonly reason: string; readonly message: string }
  /** A volume cannot be mounted. */
  | { readonly kind: 'mount'; readonly volume: string; readonly message: string }
  | { readonly kind: 'unschedulable'; readonly pod: string; readonly message: string }
  /** `succeeded`: all containers have ended without an error. */
  | { readonly kind: 'pod-failed'; readonly pod: string; readonly message: string; readonly succeeded: boolean }
  | { readonly kind: 'pods-refused'; readonly message: string }
  | NoPods
  | { readonly kind: 'pod-gone'; readonly pod: string }
  | { readonly kind: 'workload-gone'; readonly workload: string }
  | {
      readonly kind: 'timeout';
      readonly seconds: number;
      readonly state: string;
      readonly events: readonly string[];
      /** The container that the pod waits for. */
      readonly container?: string;
      /** It is an init container that has not ended. */
      readonly init?: boolean;
    };

export interface ImageCause {
  readonly kind: 'image';
  readonly container: string;
  readonly image: string;
  readonly why: 'not-found' | 'not-authorized' | 'architecture' | 'other';
  /** What the registry or the node said. */
  readonly message: string;
}

/** A container has ended and keeps ending, or has ended for good. `finished`: without an error, while others run. */
export interface ContainerEnd {
  readonly kind: 'crashed' | 'out-of-memory' | 'exited' | 'finished';
  readonly container: string;
  readonly init: boolean;
  readonly exitCode: number;
  /** Of `out-of-memory`: the limit in the manifest. */
  readonly memory?: string;
  readonly log: string;
}

/** The workload itself says that it has no pods. */
export interface NoPods {
  readonly kind: 'no-pods';
  readonly why: 'no-replicas' | 'paused' | 'suspended' | 'no-node';
  /** Kind and name. */
  readonly workload: string;
}

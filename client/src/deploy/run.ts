import type { Location } from 'vscode-languageserver-types';
import type { DeployPlan, PlaceParams, Refusal } from '../../../server/src/protocol.ts';
import type { sendRequest } from '../local/http-request.ts';
import type { Change, ObjectRef } from './deploy-result.ts';
import type { DeployStep, DeployUi } from './deploy-ui-port.ts';
import type { Memory } from './deployed-objects.ts';
import type { Forwards } from './forwards.ts';
import type { KubeCluster, KubeTarget } from './kube-cluster-port.ts';
import type { L10n } from './l10n.ts';

/** The request for a run, and what it uses in addition to the cluster and the user interface. */
export interface DeployRequest {
  /** When to end: after applying, when the pod is Ready, or after the response to a request. */
  readonly until: 'applied' | 'ready' | 'answered';
  /** The current context, determined once. */
  readonly target: KubeTarget;
  readonly plan: (keepHostPath: boolean) => Promise<DeployPlan | Refusal>;
  /** The position of the command. The request is sent to the listener at this position. */
  readonly place?: PlaceParams;
  /** Cancels the run, as the button of its progress does. */
  readonly cancel?: AbortSignal;
  readonly locate: {
    readonly field: (origin: Location, path: string) => Promise<Location | undefined>;
    readonly envoyError: (uri: string, message: string) => Promise<Location | undefined>;
  };
  readonly memory: Memory;
  readonly forwards: Forwards;
  readonly sendRequest: typeof sendRequest;
  readonly l10n: L10n;
  readonly limits: { readonly readyMs: number; readonly answerMs: number };
}

/** A run after the confirmation: the target, the plan, and the changes so far. */
export interface Run {
  readonly request: DeployRequest;
  readonly kubeCluster: KubeCluster;
  readonly ui: DeployUi;
  readonly target: KubeTarget;
  readonly plan: DeployPlan;
  /** True if the user was asked in this run, not in an earlier one. */
  readonly asked: boolean;
  readonly report: (step: DeployStep) => void;
  readonly signal: AbortSignal;
  /** Extended during the run, so that it is complete in every case. */
  readonly changes: Change[];
}

/** The target with the namespace of the object. */
export function at(run: Pick<Run, 'target'>, ref: ObjectRef): KubeTarget {
  return { ...run.target, namespace: ref.namespace };
}

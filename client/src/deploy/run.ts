import type { Location } from 'vscode-languageserver-types';
import type { DeployPlan, PlaceParams, Refusal } from '../../../server/src/protocol.ts';
import type { sendRequest } from '../local/http-request.ts';
import type { Change, ObjectRef } from './deploy-result.ts';
import type { DeployStep, DeployUi } from './deploy-ui-port.ts';
import type { Memory } from './deployed-objects.ts';
import type { Forwards } from './forwards.ts';
import type { KubeCluster, KubeTarget } from './kube-cluster-port.ts';
import type { L10n } from './l10n.ts';

/** What a run is asked to do, and what it may use besides the cluster and the person. */
export interface DeployRequest {
  /** How far to go: until applied, until the pod is Ready, or until a request was answered. */
  readonly until: 'applied' | 'ready' | 'answered';
  /** The current context, captured once. */
  readonly target: KubeTarget;
  readonly plan: (keepHostPath: boolean) => Promise<DeployPlan | Refusal>;
  /** Where the command was called: a listener there is the one to send the request to. */
  readonly place?: PlaceParams;
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

/** One run after its consent: the captured target, the plan, and what was changed so far. */
export interface Run {
  readonly request: DeployRequest;
  readonly kubeCluster: KubeCluster;
  readonly ui: DeployUi;
  readonly target: KubeTarget;
  readonly plan: DeployPlan;
  /** True when the person was asked in this run, not in an earlier one. */
  readonly asked: boolean;
  readonly report: (step: DeployStep) => void;
  readonly signal: AbortSignal;
  /** Grows as the run goes, so that it is complete however the run ends. */
  readonly changes: Change[];
}

/** The captured target with the object's own namespace. */
export function at(run: Pick<Run, 'target'>, ref: ObjectRef): KubeTarget {
  return { ...run.target, namespace: ref.namespace };
}

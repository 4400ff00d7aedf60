import type { HostPathConfig, PlannedListener } from '../../../server/src/protocol.ts';
import type { DeployedObject } from './deployed-objects.ts';
import type { Conflict, DeployResult, ObjectRef } from './deploy-result.ts';
import type { KubeTarget, ManifestRef } from './kube-cluster-port.ts';

/** The user, as the deploy use case sees them. `undefined` and `false` mean no. Nothing happens without a yes. */
export interface DeployUi {
  readonly confirmDeploy: (question: DeployQuestion) => Promise<'deploy' | 'keep-host-path' | undefined>;
  /** Confirms that fields are taken over from other managers. */
  readonly confirmForce: (target: KubeTarget, conflicts: readonly Conflict[]) => Promise<boolean>;
  /** Confirms that objects are deleted and recreated. */
  readonly confirmReplace: (question: ReplaceQuestion) => Promise<'replace' | 'replace-always' | undefined>;
  readonly confirmDelete: (group: DeployedGroup) => Promise<boolean>;
  /** A Service was written to a file. True if it should be applied too. */
  readonly offerToApply: (ref: ManifestRef) => Promise<boolean>;
  readonly chooseGroup: (groups: readonly DeployedGroup[]) => Promise<DeployedGroup | undefined>;
  readonly chooseListener: (listeners: readonly PlannedListener[]) => Promise<PlannedListener | undefined>;
  readonly chooseForward: (
    forwards: readonly ForwardLabel[],
    purpose: 'stop' | 'open',
  ) => Promise<ForwardLabel | undefined>;
  /** Runs the task with a notification that shows its steps and a Cancel button. */
  readonly withProgress: <T>(title: ProgressTitle, task: ProgressTask<T>) => Promise<T>;
  readonly showResult: (result: DeployResult) => void;
}

export interface DeployQuestion {
  readonly target: KubeTarget;
  readonly objects: readonly ObjectRef[];
  readonly hostPathConfigs: readonly HostPathConfig[];
  /** Errors that the checks found; deploying is likely to fail. */
  readonly blocking: readonly string[];
  /** Objects that already exist and were not created from here. */
  readonly existing: readonly ObjectRef[];
  /** The name of the context or namespace looks like production. */
  readonly production: boolean;
}

export interface ReplaceQuestion {
  readonly target: KubeTarget;
  readonly objects: readonly {
    readonly ref: ObjectRef;
    readonly why: 'immutable' | 'config-changed' | 'ended';
    readonly detail?: string;
  }[];
  /** True if the answer may be remembered. */
  readonly mayRemember: boolean;
}

export interface DeployedGroup {
  readonly target: KubeTarget;
  readonly objects: readonly DeployedObject[];
}

export interface ForwardLabel {
  readonly target: KubeTarget;
  /** Kind and name, e.g. `Deployment web`. */
  readonly workload: string;
  readonly pod: string;
  readonly listener: string;
  readonly podPort: number;
  readonly localPort: number;
}

export type ProgressTitle =
  | { readonly kind: 'deploy'; readonly target: KubeTarget; readonly name: string }
  | { readonly kind: 'delete'; readonly target: KubeTarget };

export type ProgressTask<T> = (report: (step: DeployStep) => void, signal: AbortSignal) => Promise<T>;

export type DeployStep =
  | { readonly kind: 'checking' }
  | { readonly kind: 'applying'; readonly ref: ObjectRef }
  | { readonly kind: 'deleting'; readonly ref: ObjectRef }
  | { readonly kind: 'waiting'; readonly state: string }
  | { readonly kind: 'requesting'; readonly listener: string };

import type { PlannedListener } from '../../../server/src/protocol.ts';
import { loopbackOrigin, sendablePath } from '../local/loopback-request.ts';
import type { ForwardLabel } from './deploy-ui-port.ts';
import type { ForwardProblem, KubeCluster, KubeTarget } from './kube-cluster-port.ts';

/** A forward that stays open until it is stopped. */
export interface OpenForward {
  readonly label: ForwardLabel;
  /** The path and Host for a browser. */
  readonly url: string;
  /** Connection errors since the last call. */
  readonly takeProblems: () => readonly ForwardProblem[];
  readonly close: () => Promise<void>;
  /** Resolves when it is stopped. */
  readonly stopped: Promise<void>;
}

/** The port-forwards of a session, one per pod and port. A new run reuses the local port of the previous one. */
export interface Forwards {
  readonly all: () => readonly OpenForward[];
  readonly open: (
    kubeCluster: KubeCluster,
    to: {
      readonly target: KubeTarget;
      readonly workload: string;
      readonly pod: string;
      readonly listener: string;
      readonly port: number;
      readonly path: string;
      /** HTTP over TLS. */
      readonly tls?: PlannedListener['tls'];
    },
  ) => Promise<
    { readonly kind: 'open'; readonly forward: OpenForward } | { readonly kind: 'failed'; readonly detail: string }
  >;
  readonly stop: (forward: OpenForward) => Promise<void>;
}

/** @param onChange called when a port-forward is opened or stopped */
export function createForwards(onChange: () => void): Forwards {
  const opened = new Set<OpenForward>();
  const ends = new Map<OpenForward, () => void>();
  const stop = async (forward: OpenForward) => {
    opened.delete(forward);
    ends.get(forward)?.();
    ends.delete(forward);
    await forward.close();
    onChange();
  };
  const open: Forwards['open'] = async (kubeCluster, to) => {
    const before = [...opened].find(({ label }) => leadsTo(label, to));
    if (before) await stop(before);
    const problems: ForwardProblem[] = [];
    const destination = { pod: to.pod, port: to.port };
    const onProblem = (problem: ForwardProblem) => problems.push(problem);
    // With the same local port a browser tab keeps working after a redeploy. The port may be in use by now.
    let answer = await kubeCluster.forward(
      to.target,
      { ...destination, localPort: before?.label.localPort },
      onProblem,
    );
    if (answer.kind === 'failed' && before) answer = await kubeCluster.forward(to.target, destination, onProblem);
    if (answer.kind === 'failed') return answer;
    const { localPort, close } = answer.forward;
    let end = (): void => undefined;
    const forward: OpenForward = {
      stopped: new Promise((resolve) => {
        end = resolve;
      }),
      label: {
        target: to.target,
        workload: to.workload,
        pod: to.pod,
        listener: to.listener,
        podPort: to.port,
        localPort,
      },
      url: `${loopbackOrigin(localPort, to)}${sendablePath(to.path)}`,
      takeProblems: () => problems.splice(0),
      close,
    };
    opened.add(forward);
    ends.set(forward, end);
    onChange();
    return { kind: 'open', forward };
  };
  return { all: () => [...opened], open, stop };
}

/** A pod of a Deployment has a different name in each run, so the workload is compared. */
function leadsTo(
  label: ForwardLabel,
  to: { readonly target: KubeTarget; readonly workload: string; readonly listener: string; readonly port: number },
): boolean {
  const { context, server, namespace } = label.target;
  const sameTarget = context === to.target.context && server === to.target.server && namespace === to.target.namespace;
  return sameTarget && label.workload === to.workload && label.listener === to.listener && label.podPort === to.port;
}

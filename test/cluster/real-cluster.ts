import { createForwards, type Forwards } from '../../client/src/deploy/forwards.ts';
import { createKubeCluster } from '../../client/src/deploy/kube-cluster.ts';
import type { KubeCluster } from '../../client/src/deploy/kube-cluster-port.ts';
import { isKubeconfigProblem, type Kubeconfig, loadKubeconfig } from '../../client/src/deploy/kubeconfig.ts';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import { deploy } from '../../client/src/deploy/deploy.ts';
import type { DeployResult } from '../../client/src/deploy/deploy-result.ts';
import type { Memory } from '../../client/src/deploy/deployed-objects.ts';
import type { DeployRequest } from '../../client/src/deploy/run.ts';
import { sendRequest } from '../../client/src/local/http-request.ts';
import type { DeployPlan } from '../../server/src/protocol.ts';
import { mapMemory, type Script, type ScriptedUi, scriptedUi } from '../deploy/fixture/scripted-ui.ts';

/** The cluster of `scripts/test-cluster.mjs`, through the real adapter, as one test sees it. */
export interface RealCluster {
  readonly kubeconfig: Kubeconfig;
  readonly kubeCluster: KubeCluster;
  readonly memory: Memory;
  readonly forwards: Forwards;
  readonly deploy: (plan: DeployPlan | DeployRequest['plan'], options?: DeployOptions) => Promise<Deployed>;
}

export interface DeployOptions extends Partial<DeployRequest> {
  readonly context?: string;
  readonly script?: Script;
}

export type Deployed = { readonly result: DeployResult; readonly ui: ScriptedUi };

/** @param file a kubeconfig in place of the cluster's */
export function realCluster(file = ''): RealCluster {
  const kubeconfig = loadKubeconfig({ setting: file, variable: process.env.KUBECONFIG, home: '/nonexistent' });
  if (isKubeconfigProblem(kubeconfig)) throw new Error(`Run npm run test:cluster: ${JSON.stringify(kubeconfig)}`);
  const kubeCluster = createKubeCluster(kubeconfig.merged);
  const memory = mapMemory();
  const forwards = createForwards(() => undefined);
  const run: RealCluster['deploy'] = async (plan, { context = 'one', script, ...options } = {}) => {
    const ui = scriptedUi(script);
    const target = kubeconfig.targets.get(context);
    if (!target) throw new Error(`the test cluster has no context ${context}`);
    const request: DeployRequest = {
      until: 'answered',
      target,
      plan: typeof plan === 'function' ? plan : async () => plan,
      locate: { field: async () => undefined, envoyError: async () => undefined },
      memory,
      forwards,
      sendRequest,
      l10n: plainEnglish,
      limits: { readyMs: 60_000, answerMs: 15_000 },
      ...options,
    };
    return { result: await deploy(request, kubeCluster, ui), ui };
  };
  return { kubeconfig, kubeCluster, memory, forwards, deploy: run };
}

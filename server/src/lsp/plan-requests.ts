import { deployPlan, isRefused, localPlan } from '../analysis/index.ts';
import {
  type DeployPlanParams,
  type DeployPlan,
  deployPlanMethod,
  type LocalPlan,
  localPlanMethod,
  type PlaceParams,
  type Refusal,
} from '../protocol.ts';
import { canonicalUri } from './canonical-uri.ts';
import { fileOf, toOffset } from './from-protocol.ts';
import { toDeployPlan, toLocalPlan, toRefusal } from './plans-to-protocol.ts';
import type { Server } from './server.ts';

/** The requests of our own protocol: what a run or a deploy needs, computed from the files alone. */
export function registerPlanRequests(server: Server): void {
  const { connection, session, guard, outbound } = server;
  connection.onRequest<DeployPlan | Refusal, void>(deployPlanMethod, (params: DeployPlanParams) =>
    guard.answered<DeployPlan | Refusal>('deploy plan', failed, () => {
      const { uri, offset } = placeIn(server, params);
      const plan = deployPlan(session.workspace, uri, offset, { keepHostPath: params.keepHostPath === true });
      return isRefused(plan) ? toRefusal(outbound(), plan) : toDeployPlan(outbound(), plan);
    }),
  );
  connection.onRequest<LocalPlan | Refusal, void>(localPlanMethod, (params: PlaceParams) =>
    guard.answered<LocalPlan | Refusal>('local plan', failed, () => {
      const { uri, offset } = placeIn(server, params);
      const plan = localPlan(session.workspace, uri, offset);
      return isRefused(plan) ? toRefusal(outbound(), plan) : toLocalPlan(outbound(), plan);
    }),
  );
}

const failed: Refusal = {
  refused: 'Envoy Sidecar failed to look at the file, which is a bug. The output of the language server says more.',
};

function placeIn({ session }: Server, { uri, position }: PlaceParams): { uri: string; offset: number | undefined } {
  const file = fileOf(session.workspace, uri);
  return { uri: canonicalUri(uri), offset: file && position && toOffset(file, position) };
}

import type { Location } from 'vscode-languageserver';
import {
  createService,
  deployPlan,
  displayMessage,
  type FileRange,
  isRefused,
  localPlan,
  message,
  locateEnvoyError,
  locateField,
  type RefusedPlan,
} from '../analysis/index.ts';
import {
  type CreatedService,
  createServiceMethod,
  type DeployPlan,
  type DeployPlanParams,
  deployPlanMethod,
  type LocalPlan,
  type LocateEnvoyErrorParams,
  type LocateFieldParams,
  localPlanMethod,
  locateEnvoyErrorMethod,
  locateFieldMethod,
  type PlaceParams,
  type Refusal,
} from '../protocol.ts';
import type { ClientFeatures } from './client-features.ts';
import { canonicalUri } from './canonical-uri.ts';
import { fileOf, toOffset } from './from-protocol.ts';
import { toCreatedService, toDeployPlan, toLocalPlan, toRefusal } from './plans-to-protocol.ts';
import type { Server } from './server.ts';
import { type Outbound, toLocation } from './to-protocol.ts';

/** The requests of our own protocol, for runs and deployments. They are computed only from the files. */
export function registerPlanRequests(server: Server): void {
  const { connection, session } = server;
  connection.onRequest<DeployPlan | Refusal, void>(deployPlanMethod, (params: DeployPlanParams) =>
    planned(server, toDeployPlan, () =>
      deployPlan(session.workspace, canonicalUri(params.uri), offsetOf(server, params), {
        keepHostPath: params.keepHostPath === true,
        severities: session.settings.severity,
      }),
    ),
  );
  connection.onRequest<LocalPlan | Refusal, void>(localPlanMethod, (params: PlaceParams) =>
    planned(server, toLocalPlan, () =>
      localPlan(session.workspace, canonicalUri(params.uri), offsetOf(server, params)),
    ),
  );
  connection.onRequest<CreatedService | Refusal, void>(createServiceMethod, (params: PlaceParams) =>
    planned(server, toCreatedService, () =>
      createService(session.workspace, canonicalUri(params.uri), offsetOf(server, params)),
    ),
  );
  connection.onRequest<Location | null, void>(locateEnvoyErrorMethod, ({ uri, message }: LocateEnvoyErrorParams) =>
    located(server, () => locateEnvoyError(session.workspace, canonicalUri(uri), message)),
  );
  connection.onRequest<Location | null, void>(locateFieldMethod, ({ origin, path }: LocateFieldParams) =>
    located(server, () => {
      const offset = offsetOf(server, { uri: origin.uri, position: origin.range.start }) ?? 0;
      return locateField(session.workspace, canonicalUri(origin.uri), offset, path);
    }),
  );
}

/** Converts a plan, or the reason why there is none. */
function planned<P extends object, A>(
  { guard, features, outbound }: Server,
  convert: (outbound: Outbound, plan: P) => A,
  plan: () => P | RefusedPlan,
): A | Refusal {
  return guard.attempt<A | Refusal>('a plan', failed(features), () => {
    const made = plan();
    return isRefused(made) ? toRefusal(outbound(), made) : convert(outbound(), made);
  });
}

/** The response to a request that failed. */
export const failed = ({ translate }: ClientFeatures): Refusal => ({
  refused: displayMessage(
    message('Envoy Sidecar failed to read the file. This is a bug. See the output of the language server.'),
    translate,
  ),
});

function located({ guard, outbound }: Server, locate: () => FileRange | undefined): Location | null {
  return guard.attempt<Location | null>('locating', null, () => {
    const place = locate();
    return (place && toLocation(outbound(), place)) ?? null;
  });
}

function offsetOf({ session }: Server, { uri, position }: PlaceParams): number | undefined {
  const file = fileOf(session.workspace, uri);
  return file && position && toOffset(file, position);
}

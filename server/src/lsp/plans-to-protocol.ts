import type { Location } from 'vscode-languageserver';
import {
  applyEdits,
  displayMessage,
  type DeployPlan,
  type FileRange,
  type LocalPlan,
  lineIndex,
  type RefusedPlan,
  type ServicePlan,
} from '../analysis/index.ts';
import type * as protocol from '../protocol.ts';
import { type Outbound, type Places, toLocation, toRange, toWorkspaceEdit } from './to-protocol.ts';

/** Converts the plans of the analysis to the protocol: positions become locations, and URIs those of the client. */
export function toDeployPlan(outbound: Outbound, plan: DeployPlan): protocol.DeployPlan {
  const at = locator(outbound);
  return {
    workload: { ...plan.workload, location: at(plan.workload.location) },
    objects: plan.objects.map((object) => ({ ...object, origin: at(object.origin) })),
    hostPathConfigs: plan.hostPathConfigs.map((config) => ({
      ...config,
      configUri: outbound.clientUri(config.configUri),
    })),
    listeners: toListeners(outbound, plan.listeners),
    blocking: plan.blocking.map(({ location, message }) => ({
      location: at(location),
      message: displayMessage(message, outbound.features.translate),
    })),
  };
}

export const toLocalPlan = (outbound: Places, plan: LocalPlan): protocol.LocalPlan => ({
  ...plan,
  configUri: outbound.clientUri(plan.configUri),
  listeners: toListeners(outbound, plan.listeners),
  trace: toTrace(outbound, plan.trace),
});

function toTrace(outbound: Places, trace: LocalPlan['trace']): protocol.RequestTrace {
  const at = locator(outbound);
  const located = <T extends { readonly location: FileRange }>(part: T) => ({ ...part, location: at(part.location) });
  return {
    accessLog: trace.accessLog,
    insertions: trace.insertions,
    chains: trace.chains.map(located),
    routes: trace.routes.map(located),
    clusters: trace.clusters.map((cluster) => ({ ...located(cluster), endpoints: cluster.endpoints.map(located) })),
    appPorts: trace.appPorts.map(located),
  };
}

/** The range of the new manifest after the edit. */
export function toCreatedService(outbound: Outbound, { manifest, edits }: ServicePlan): protocol.CreatedService {
  const [added] = edits.edits;
  const after = applyEdits(outbound.workspace.files.get(edits.uri)?.text ?? '', edits.edits);
  const written = added ? Math.max(0, added.newText.indexOf('apiVersion')) : 0;
  const start = (added?.range.start ?? 0) + written;
  const end = start + (added?.newText.slice(written).trimEnd().length ?? 0);
  return {
    manifest,
    edit: toWorkspaceEdit(outbound, [edits]),
    range: toRange(lineIndex(after), { start, end }),
    uri: outbound.clientUri(edits.uri),
  };
}

export const toRefusal = (outbound: Outbound, { refused, location }: RefusedPlan): protocol.Refusal => ({
  refused: displayMessage(refused, outbound.features.translate),
  ...(location && { location: locator(outbound)(location) }),
});

const toListeners = (outbound: Places, listeners: DeployPlan['listeners']): protocol.PlannedListener[] =>
  listeners.map((listener) => ({ ...listener, location: locator(outbound)(listener.location) }));

/** Plans refer only to files of the snapshot. For other files, the top of the file is used. */
const locator =
  (outbound: Places) =>
  (place: FileRange): Location => {
    const top = { line: 0, character: 0 };
    return toLocation(outbound, place) ?? { uri: outbound.clientUri(place.uri), range: { start: top, end: top } };
  };

import { clientConnection } from '../envoy/client-connection.ts';
import { reachingRequests } from '../envoy/reaching-request.ts';
import { plannedListeners } from '../plans/planned-listeners.ts';
import { type PlannedRequest, plannedRequests } from '../plans/planned-requests.ts';
import { type Message, message } from '../rules/message.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import type { TextRange } from '../text/text-range.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';

export type LensCommand = 'runLocally' | 'deployAndCurl' | 'applyToCurrentContext';

/** A command above a line; it starts at `offset`, which picks the listener or the workload. */
export interface CodeLens {
  readonly range: TextRange;
  readonly title: Message;
  readonly command: LensCommand;
  readonly offset: number;
  /** The request that is sent, if it is not the first one of the listener. */
  readonly request?: PlannedRequest;
}

/** What can be run from a file: its pods with an Envoy container, each listener, and the requests to its routes and in its comments. */
export function codeLenses(workspace: Workspace, uri: string): readonly CodeLens[] {
  const file = workspace.files.get(uri);
  if (!file || file.kind === 'template') return [];
  // A patch cannot be deployed separately, but its base can.
  const workloads = workloadsOf(workspace, uri).filter(
    (workload) => !workspace.index.patchFiles.has(workload.file.uri),
  );
  // A pod with two Envoy containers is deployed as one.
  const manifests = new Set(workloads.flatMap(({ file: { uri: at }, manifest }) => (at === uri ? [manifest] : [])));
  const pods = [...manifests].flatMap(({ root }) => {
    const at = { range: root.entries[0]?.key.range ?? root.range, offset: root.range.start };
    return [
      lens(at, message('Deploy and Curl'), 'deployAndCurl'),
      lens(at, message('Apply to Current Context'), 'applyToCurrentContext'),
    ];
  });
  const listeners = file.envoySources.flatMap((source) => {
    if (source.form !== 'bootstrap') return [];
    const deployable = workloads.some(({ config }) => config?.source === source);
    return plannedListeners(uri, source.config).flatMap(({ location: { range }, protocol }) => {
      const at = { range: { start: range.start, end: range.start }, offset: range.start };
      const local = protocol === 'http' ? [lens(at, message('Run Locally and Curl'), 'runLocally')] : [];
      return [...local, ...(deployable ? [lens(at, message('Deploy and Curl'), 'deployAndCurl')] : [])];
    });
  });
  return [...pods, ...listeners, ...file.envoySources.flatMap((source) => requestLenses(file, source))];
}

/** A request has a lens at its comment or at the route that it reaches. Routes of a listener without a known port have none. */
function requestLenses(file: SourceFile, source: EnvoySource): readonly CodeLens[] {
  if (source.form !== 'bootstrap') return [];
  const sendable = plannedListeners(file.uri, source.config).filter(({ protocol }) => protocol === 'http');
  const starts = new Set(sendable.map(({ location }) => location.range.start));
  const commented = plannedRequests(file, source).flatMap((plan) =>
    'refused' in plan ? [] : [requestLens(plan.range, plan.listener.location.range.start, plan.request)],
  );
  const routes = source.config.listeners.flatMap((listener) => {
    const { start } = listener.node.range;
    if (!starts.has(start)) return [];
    return reachingRequests(listener).flatMap(({ route, path, host }) => {
      const at = placeOf(route.node).start;
      const { protocol, ...connection } = clientConnection(listener, at);
      if (protocol !== 'http') return [];
      const request = {
        method: 'GET',
        path,
        ...(host !== undefined && { host }),
        headers: [],
        expected: [],
        connection,
      };
      return [requestLens({ start: at, end: at }, start, request)];
    });
  });
  return [...commented, ...routes];
}

const requestLens = (range: TextRange, offset: number, request: PlannedRequest): CodeLens => ({
  ...lens({ range, offset }, message('▷ {0}', `${request.method} ${request.path}`), 'runLocally'),
  request,
});

const lens = (at: { range: TextRange; offset: number }, title: Message, command: LensCommand): CodeLens => ({
  ...at,
  title,
  command,
});

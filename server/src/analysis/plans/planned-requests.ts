import type { VirtualHost } from '../envoy/envoy-config.ts';
import { clientConnection, type HttpConnection } from '../envoy/client-connection.ts';
import type { CommentedRequest } from '../envoy/request-comment.ts';
import { requestMistake } from '../rules/findings/request-mistake.ts';
import { type Message, message } from '../rules/message.ts';
import type { TextRange } from '../text/text-range.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import { type PlacedRequest, placedRequests } from '../workspace/placed-requests.ts';
import { type ListenerPlan, plannedListeners } from './planned-listeners.ts';

/** A request, and how the filter chain is reached that contains its comment or route. */
export type PlannedRequest = CommentedRequest & { readonly connection: HttpConnection };

/** A request that a comment asks for, with the listener that it is sent to, or why it cannot be sent. */
export type RequestPlan = { readonly range: TextRange } & (
  | { readonly request: PlannedRequest; readonly listener: ListenerPlan }
  | { readonly refused: Message }
);

/**
 * The requests in the comments of a bootstrap, in the order of the file. `range` is that of the comment, or of the mistake in it.
 * Without `host:`, a request is for the first domain of the virtual host around it, otherwise of the listener.
 */
export function plannedRequests(
  file: { readonly uri: string; readonly text: string },
  source: EnvoySource,
): readonly RequestPlan[] {
  const placed = placedRequests(file, source);
  if (placed.length === 0) return [];
  const listeners = plannedListeners(file.uri, source.config);
  return placed.map((one): RequestPlan => {
    const mistake = requestMistake(one);
    return mistake ? { range: mistake.range, refused: mistake.message } : planned(one, listeners);
  });
}

function planned(
  { read, range, virtualHost, listener: owner }: PlacedRequest,
  listeners: readonly ListenerPlan[],
): RequestPlan {
  const listener = listeners.find(({ location }) => location.range.start === owner?.node.range.start);
  if (!listener || !owner || 'kind' in read) return { range, refused: unknownPort };
  const { protocol, ...connection } = clientConnection(owner, (virtualHost?.node.range ?? range).start);
  if (protocol !== 'http')
    return {
      range,
      refused: message('Requests can be sent only to filter chains with HTTP that require no client certificate.'),
    };
  const host = read.host ?? (virtualHost ? literalHost(virtualHost) : listener.host);
  return { range, request: { ...read, connection, ...(host !== undefined && { host }) }, listener };
}

const unknownPort = message('The port of the listener is not known, so the request cannot be sent.');

/** The first domain without a wildcard. Undefined if any host will do, or if there is none. */
function literalHost({ domains }: VirtualHost): string | undefined {
  if (domains.some(({ value }) => value === '*')) return undefined;
  return domains.map(({ value }) => value.replace(/:\*$/, '')).find((value) => !value.includes('*'));
}

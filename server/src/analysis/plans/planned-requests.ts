import type { VirtualHost } from '../envoy/envoy-config.ts';
import type { CommentedRequest } from '../envoy/request-comment.ts';
import type { TextRange } from '../text/text-range.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import { placedRequests } from '../workspace/placed-requests.ts';
import { type ListenerPlan, plannedListeners } from './planned-listeners.ts';

/** A request that a comment asks for, with the listener that it is sent to. */
export interface RequestPlan {
  readonly request: CommentedRequest;
  readonly listener: ListenerPlan;
  /** The comment. */
  readonly range: TextRange;
}

/**
 * The requests in the comments of a bootstrap that can be sent, in the order of the file. Without `host:`, a request is for the first
 * domain of the virtual host around it, otherwise of the listener.
 */
export function plannedRequests(
  file: { readonly uri: string; readonly text: string },
  source: EnvoySource,
): RequestPlan[] {
  const placed = placedRequests(file, source);
  if (placed.length === 0) return [];
  const listeners = plannedListeners(file.uri, source.config);
  return placed.flatMap(({ read, range, listener: { node } = {}, virtualHost }) => {
    const listener = listeners.find(({ location }) => location.range.start === node?.range.start);
    if ('kind' in read || !listener) return [];
    const host = read.host ?? (virtualHost ? literalHost(virtualHost) : listener.host);
    return [{ request: { ...read, ...(host !== undefined && { host }) }, listener, range }];
  });
}

/** The first domain without a wildcard. Undefined if any host will do, or if there is none. */
function literalHost({ domains }: VirtualHost): string | undefined {
  if (domains.some(({ value }) => value === '*')) return undefined;
  return domains.find(({ value }) => !value.includes('*'))?.value;
}

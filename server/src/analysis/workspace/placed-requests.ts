import type { EnvoyListener, VirtualHost } from '../envoy/envoy-config.ts';
import { type RequestComment, requestComments } from '../envoy/request-comment.ts';
import { type TextRange, touches } from '../text/text-range.ts';
import { stepsAt } from '../yaml/syntax/yaml-path.ts';
import type { EnvoySource } from './envoy-source.ts';

/** A request in a comment of a bootstrap, and where it is. */
export interface PlacedRequest extends RequestComment {
  /** The listener that contains the comment or that follows it. Undefined if it is at another place. */
  readonly listener?: EnvoyListener;
  /** The virtual host that contains the comment. */
  readonly virtualHost?: VirtualHost;
}

/**
 * The requests in the comments of a bootstrap in YAML. A text in the config, such as a script, may contain the same words, but is
 * not a comment.
 */
export function placedRequests({ text }: { readonly text: string }, source: EnvoySource): readonly PlacedRequest[] {
  const { form, scalar, editable, config } = source;
  if (form !== 'bootstrap' || !editable) return [];
  const found = requestComments(text).filter(
    ({ range }) => (!scalar || touches(scalar.range, range.start)) && !isInText(source, range.start),
  );
  return found.map((comment) => {
    const listener = config.listeners.find((one) => isAbout(text, comment.range, one.node.range));
    const virtualHost =
      listener && virtualHostsOf(listener).find(({ node }) => isAbout(text, comment.range, node.range));
    return { ...comment, ...(listener && { listener }), ...(virtualHost && { virtualHost }) };
  });
}

/** The virtual hosts in the inline routes of a listener. */
export const virtualHostsOf = ({ filterChains }: EnvoyListener): readonly VirtualHost[] =>
  filterChains.flatMap(({ filters }) => filters.flatMap(({ routeConfig }) => routeConfig?.virtualHosts ?? []));

const isInText = ({ config }: EnvoySource, offset: number): boolean =>
  stepsAt(config.root, offset).at(-1)?.node.kind === 'scalar';

/** Whether a comment is inside of a part, or above it with only comments and empty lines between them. */
function isAbout(text: string, comment: TextRange, part: TextRange): boolean {
  if (touches(part, comment.start)) return true;
  if (part.start < comment.end) return false;
  const lines = text.slice(comment.end, part.start).split('\n');
  const own = lines.pop() ?? '';
  return /^[\s-]*$/.test(own) && lines.every((line) => /^\s*(?:#|$)/.test(line));
}

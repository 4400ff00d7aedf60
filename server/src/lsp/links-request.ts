import { linksText } from '../analysis/index.ts';
import { type LinksParams, linksMethod, type Refusal, type WorkspaceLinks } from '../protocol.ts';
import { canonicalUri } from './canonical-uri.ts';
import { failed } from './plan-requests.ts';
import type { Server } from './server.ts';
import { toLocation } from './to-protocol.ts';

/** The request for the report about what is linked with what. */
export function registerLinksRequest({ connection, session, features, guard, outbound }: Server): void {
  connection.onRequest<WorkspaceLinks | Refusal, void>(linksMethod, ({ uri }: LinksParams) =>
    guard.attempt<WorkspaceLinks | Refusal>('the links', failed(features), () => {
      const first = uri === undefined ? undefined : canonicalUri(uri);
      const { text, links } = linksText(session.workspace, first, features.translate);
      const to = outbound();
      return {
        text,
        links: links.flatMap(({ line, start, end, to: place }) => {
          const range = { start: { line, character: start }, end: { line, character: end } };
          const target = toLocation(to, place);
          return target ? [{ range, target }] : [];
        }),
      };
    }),
  );
}

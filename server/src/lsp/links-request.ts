import { linksText, type TreeNode, workloadTree } from '../analysis/index.ts';
import {
  type LinksParams,
  linksMethod,
  type Refusal,
  type WorkloadNode,
  workloadTreeMethod,
  type WorkspaceLinks,
} from '../protocol.ts';
import { canonicalUri } from './canonical-uri.ts';
import { failed } from './plan-requests.ts';
import type { Server } from './server.ts';
import { type Outbound, toLocation } from './to-protocol.ts';

/** The requests about what is linked with what: for a report, and for a tree of the workloads. */
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
  connection.onRequest<readonly WorkloadNode[] | Refusal, void>(workloadTreeMethod, () =>
    guard.attempt<readonly WorkloadNode[] | Refusal>('the tree of the workloads', failed(features), () => {
      const to = outbound();
      return workloadTree(session.workspace, features.translate).map((node) => toNode(to, node));
    }),
  );
}

function toNode(to: Outbound, { kind, label, detail, at, extent, below }: TreeNode): WorkloadNode {
  const location = at && toLocation(to, at);
  const range = extent && extent.uri === at?.uri ? toLocation(to, extent)?.range : undefined;
  return {
    kind,
    label,
    detail,
    ...(location && { location }),
    ...(range && { extent: range }),
    below: below.map((node) => toNode(to, node)),
  };
}

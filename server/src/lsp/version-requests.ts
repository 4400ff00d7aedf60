import type { WorkspaceEdit } from 'vscode-languageserver';
import {
  type PlaceParams,
  type Refusal,
  type TargetVersionStatus,
  targetVersionMethod,
  type VersionCommentParams,
  versionCommentMethod,
} from '../protocol.ts';
import { canonicalUri } from './canonical-uri.ts';
import { failed } from './plan-requests.ts';
import { toRefusal } from './plans-to-protocol.ts';
import type { Server } from './server.ts';
import { targetVersionStatus, versionCommentEdits } from './target-version.ts';
import { toWorkspaceEdit } from './to-protocol.ts';

/** The requests about the Envoy version of a file. */
export function registerVersionRequests({ connection, session, features, guard, outbound }: Server): void {
  connection.onRequest<TargetVersionStatus | null, void>(targetVersionMethod, ({ uri }: PlaceParams) =>
    guard.attempt<TargetVersionStatus | null>(
      'the target version',
      null,
      () => targetVersionStatus(session.workspace, canonicalUri(uri)) ?? null,
    ),
  );
  connection.onRequest<WorkspaceEdit | Refusal, void>(versionCommentMethod, ({ uri, version }: VersionCommentParams) =>
    guard.attempt<WorkspaceEdit | Refusal>('the comment with the version', failed(features), () => {
      const edits = versionCommentEdits(session.workspace, canonicalUri(uri), version);
      return 'refused' in edits ? toRefusal(outbound(), edits) : toWorkspaceEdit(outbound(), edits);
    }),
  );
}

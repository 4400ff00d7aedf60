import {
  asksForHost,
  checkedAnswers,
  displayMessage,
  isRefused,
  nameOf,
  newSidecar,
  sidecarManifest,
  withoutTrailing,
} from '../analysis/index.ts';
import {
  type CheckedSidecar,
  checkSidecarMethod,
  type NewSidecar,
  type NewSidecarParams,
  newSidecarMethod,
  type Refusal,
  type SidecarAnswers,
} from '../protocol.ts';
import { selfSignedCertificate } from '../self-signed-certificate.ts';
import { canonicalUri } from './canonical-uri.ts';
import { failed } from './plan-requests.ts';
import { toRefusal } from './plans-to-protocol.ts';
import type { Server } from './server.ts';
import { toWorkspaceEdit } from './to-protocol.ts';

/** The requests for a new sidecar: which answers are right, and the files that follow from them. */
export function registerNewSidecarRequests(server: Server): void {
  const { connection, features, guard } = server;
  connection.onRequest<CheckedSidecar | Refusal, void>(checkSidecarMethod, (given: Partial<SidecarAnswers>) =>
    guard.attempt<CheckedSidecar | Refusal>('the answers for a new sidecar', failed(features), () => {
      const { answers, wrong } = checkedAnswers(given);
      const said = wrong && { question: wrong.question, reason: displayMessage(wrong.reason, features.translate) };
      return { answers, asksForHost: asksForHost(answers.kind), ...(said && { wrong: said }) };
    }),
  );
  connection.onRequest<NewSidecar | Refusal, void>(newSidecarMethod, (params: NewSidecarParams) =>
    guard.attempt<NewSidecar | Refusal>('the new sidecar', failed(features), () => filesOf(server, params)),
  );
}

function filesOf({ session: { workspace }, outbound }: Server, { answers: given, into }: NewSidecarParams) {
  const { answers } = checkedAnswers(given);
  const options = {
    envoyVersion: workspace.envoyVersion,
    ...(answers.kind === 'tls' && { certificate: selfSignedCertificate([nameOf(answers), 'localhost'], new Date()) }),
  };
  if (!into) {
    const text = sidecarManifest(given, options);
    return typeof text === 'string' ? { text } : toRefusal(outbound(), text);
  }
  const folder = `${withoutTrailing(canonicalUri(into.folder), '/')}/`;
  const made = newSidecar(workspace, folder, into.taken, given, options);
  return isRefused(made)
    ? toRefusal(outbound(), made)
    : { edit: toWorkspaceEdit(outbound(), made.edits), uri: made.manifestUri };
}

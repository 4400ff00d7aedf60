import type { PlannedListener } from '../../../server/src/protocol.ts';
import type { L10n } from '../deploy/l10n.ts';
import type { HttpAnswer } from './http-request.ts';

/** What the user should know about an answer, whichever way it came. */
export function answerNotes(answer: HttpAnswer, { grpcOnly }: PlannedListener, l10n: L10n): readonly string[] {
  const notes: string[] = [];
  if (answer.untrusted !== undefined) {
    const template =
      'This machine does not trust the certificate of the listener ({0}). The request was sent without verification.';
    notes.push(l10n.t(template, answer.untrusted));
  }
  if (grpcOnly && answer.status === 404) {
    const template =
      'All routes of the listener accept only gRPC. A request without content-type: application/grpc is answered with 404.';
    notes.push(l10n.t(template));
  }
  if (answer.binary) notes.push(l10n.t('The body is not text ({0} bytes) and is not shown.', String(answer.bodyBytes)));
  return notes;
}

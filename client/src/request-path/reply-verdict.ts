import type { L10n } from '../deploy/l10n.ts';
import type { HttpAnswer } from '../local/http-request.ts';

/** What an answer itself tells about who has sent it, without an access log. */
export interface ReplyVerdict {
  readonly by: 'app' | 'envoy' | 'unknown';
  readonly sentence: string;
  /** The app may still be starting, so that another request may be answered. */
  readonly mayPass: boolean;
}

/** A 502, 503 or 504, from whomever: the pod does not serve requests. */
export const isGatewayError = (status: number): boolean => [502, 503, 504].includes(status);

/**
 * Explains a 502, 503 or 504. Undefined for other answers. Envoy adds `x-envoy-upstream-service-time` to what an endpoint answers,
 * but not to its own answers, whose bodies are fixed texts. A config may remove the header or change the texts; then the sender is
 * unknown.
 */
export function replyVerdict(
  { status, headers, body }: Pick<HttpAnswer, 'status' | 'headers' | 'body'>,
  l10n: L10n,
): ReplyVerdict | undefined {
  if (!isGatewayError(status)) return undefined;
  if (headers.some(([name]) => name.toLowerCase() === 'x-envoy-upstream-service-time')) {
    return { by: 'app', mayPass: false, sentence: l10n.t('The app answered with {0}, not Envoy.', status) };
  }
  return ownReply(body, l10n) ?? { by: 'unknown', mayPass: true, sentence: unknownSentence(l10n) };
}

const unknownSentence = (l10n: L10n): string =>
  l10n.t('It is not known whether the app or Envoy answered. Look at the access log of Envoy.');

function ownReply(body: string, l10n: L10n): ReplyVerdict | undefined {
  const told = (sentence: string, mayPass: boolean): ReplyVerdict => ({ by: 'envoy', sentence, mayPass });
  if (/WRONG_VERSION_NUMBER/.test(body))
    return told(l10n.t('Envoy answered. Its cluster uses TLS, but the app does not.'), false);
  if (/TLS_error/.test(body)) return told(l10n.t('Envoy answered. The TLS connection to the app failed.'), false);
  if (/connection failure|Connection refused/i.test(body)) {
    const sentence = l10n.t(
      'Envoy answered, because it could not connect to the app. Check that the app listens on the port of the cluster.',
    );
    return told(sentence, true);
  }
  if (/reset reason: connection termination/.test(body)) {
    return told(
      l10n.t(
        'Envoy answered, because the app closed the connection. Check that both use the same version of HTTP, and TLS.',
      ),
      true,
    );
  }
  if (/reset reason: protocol error/.test(body)) {
    const sentence = l10n.t(
      'Envoy answered, because the answer of the app is not valid for the HTTP version of the cluster. Check that both use the same version.',
    );
    return told(sentence, false);
  }
  if (/^no healthy upstream/.test(body)) {
    return told(
      l10n.t('Envoy answered, because the cluster has no healthy endpoint. Check its endpoints and health checks.'),
      true,
    );
  }
  if (/^upstream request timeout/.test(body))
    return told(l10n.t('Envoy answered, because the app did not answer within the timeout of the route.'), false);
  return undefined;
}

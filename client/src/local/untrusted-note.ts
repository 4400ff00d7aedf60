import type { L10n } from '../deploy/l10n.ts';
import type { HttpAnswer } from './http-request.ts';

/** That this machine does not trust the certificate of the listener, if it is so. */
export const untrustedNote = ({ untrusted }: Pick<HttpAnswer, 'untrusted'>, l10n: L10n): readonly string[] =>
  untrusted === undefined
    ? []
    : [
        l10n.t(
          'This machine does not trust the certificate of the listener ({0}). The request was sent without verification.',
          untrusted,
        ),
      ];

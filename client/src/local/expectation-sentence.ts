import type { L10n } from '../deploy/l10n.ts';
import { type CheckedExpectation, expectationText } from './check-expectations.ts';

/** Characters of a value that a sentence shows. */
const shownLength = 80;

/** An expectation, and what the answer has in its place if it does not meet it. */
export function expectationSentence({ expectation, met, actual }: CheckedExpectation, l10n: L10n): string {
  const text = expectationText(expectation);
  if (met) return l10n.t('{0} as expected', text);
  if (expectation.kind === 'cluster' && actual === undefined)
    return l10n.t('Expected {0}, but it is not known which cluster answered', text);
  if (expectation.kind === 'body' && actual === undefined)
    return l10n.t('Expected {0}, but the body is not text', text);
  if (actual === undefined) return l10n.t('Expected {0}, but the answer has no such header', text);
  return l10n.t('Expected {0}, but it is {1}', text, shortened(actual));
}

function shortened(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ').trim();
  const quoted = /^[\w./:-]+$/.test(line) ? line : JSON.stringify(line.slice(0, shownLength));
  return line.length > shownLength ? `${quoted}…` : quoted;
}

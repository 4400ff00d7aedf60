import { firstErrorAt, mayHaveLost } from '../../yaml/syntax/first-error.ts';
import { isFilledInLater } from '../../envoy/is-filled-in-later.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import type { TextRange } from '../../text/text-range.ts';
import { nestedText } from '../../yaml/syntax/nested-text.ts';
import type { Finding, Fix, Place, Report, Severity, Subjects } from '../rule.ts';
import { deferredParts } from './deferred-validation.ts';

/** A problem in one message of a config, with its location in the file. */
export interface FoundInMessage {
  readonly problem: MessageProblem;
  readonly at: Place;
  /**
   * A tool fills in the file before Envoy reads it, so the finding is not certain, or `--mode validate` does not find
   * it.
   */
  readonly severity: Severity | undefined;
}

/** What Envoy's code rejects in single messages, for one code, without parts that broken YAML hides. */
export function messageFindings(
  { file, source, target: { version, contrib }, messageChecks }: Subjects['envoy'],
  code: string,
): readonly FoundInMessage[] {
  const problems = source
    .validated({ contrib, ...(version !== undefined && { version }) }, messageChecks)
    .problems.get(code);
  if (!problems) return [];
  const first = firstErrorAt(source.errors);
  const mayBeLost = ({ range, messageEnd }: MessageProblem): boolean =>
    mayHaveLost(file.text, Math.max(range.end, messageEnd), first);
  const filledIn: Severity | undefined = isFilledInLater(source.config.root, source.memo) ? 'warning' : undefined;
  const isLate = deferredParts(source.config.root);
  return (Number.isFinite(first) ? problems.filter((problem) => !mayBeLost(problem)) : problems).map((found) => {
    const range = rangeOf(found, file.text);
    const problem = range === found.range ? found : withRange(found, range);
    const severity = isLate(problem) ? 'warning' : filledIn;
    return { problem, at: { uri: file.uri, range }, severity };
  });
}

const withRange = (
  { code, message, type, node, messageEnd, at, part }: MessageProblem,
  range: TextRange,
): MessageProblem => ({
  code,
  range,
  message,
  type,
  node,
  messageEnd,
  at,
  part,
});

/** Reports the findings with their fixes. */
export function reportMessages(
  subject: Subjects['envoy'],
  code: string,
  report: Report,
  {
    fixes,
    formerCodes,
  }: Pick<Finding, 'formerCodes'> & {
    readonly fixes?: ((problem: MessageProblem, subject: Subjects['envoy']) => readonly Fix[]) | undefined;
  } = {},
): void {
  for (const { problem, at, severity } of messageFindings(subject, code))
    report({
      at,
      message: problem.message,
      severity,
      formerCodes,
      fixes: fixes && (() => fixes(problem, subject)),
    });
}

/** The location of a part of a value, also with escapes or on several lines. */
function rangeOf(problem: MessageProblem, text: string): TextRange {
  const { range, part } = problem;
  if (!part || range.end - range.start <= Math.max(1, part.end - part.start)) return range;
  const { at } = problem;
  if ('key' in at || at.kind !== 'scalar' || at.aliasRange) return range;
  const { place } = nestedText(at, text);
  const [start, end] = [place(part.start), place(part.end)];
  if (text.slice(start, end) !== at.text.slice(part.start, part.end)) return range;
  return { start, end: Math.max(end, start + 1) };
}

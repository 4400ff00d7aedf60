import {
  displayMessage,
  escapeUnprintable,
  formatMessage,
  type LinePosition,
  type Message,
  type Severity,
  type Translate,
} from '../analysis/index.ts';
import type { RuleLink } from '../rule-pages.ts';

/** A diagnostic on the command line. Lines and characters (UTF-16 units) start at 0. */
export interface CheckedDiagnostic {
  readonly file: string;
  readonly range: { readonly start: LinePosition; readonly end: LinePosition };
  readonly severity: Severity;
  readonly code: string;
  readonly message: Message;
}

/**
 * Values and file names are not changed, because JSON escapes them. `helpUri` is the public page of the rule, if there
 * is one.
 */
export function formatJson(
  diagnostics: readonly CheckedDiagnostic[],
  { translate, ruleLink }: { readonly translate?: Translate | undefined; readonly ruleLink?: RuleLink | undefined },
): string {
  const printed = diagnostics.map((one) => ({
    ...one,
    message: formatMessage(one.message, translate),
    ...(ruleLink && { helpUri: ruleLink(one.code) }),
  }));
  return `${JSON.stringify({ diagnostics: printed })}\n`;
}

/**
 * `file:line:column severity code message`, starting at 1 as in compilers, and a line with totals. Text from files and
 * their names is escaped, so that it cannot control a terminal or look like another line.
 */
export function formatText(
  diagnostics: readonly CheckedDiagnostic[],
  {
    files,
    color,
    translate,
  }: { readonly files: number; readonly color: boolean; readonly translate?: Translate | undefined },
): string {
  const lines = diagnostics.map(({ file, range: { start }, severity, code, message }) => {
    const word = color ? `\u001B[${ansi[severity]}m${severity}\u001B[0m` : severity;
    const place = `${escapeUnprintable(file)}:${start.line + 1}:${start.character + 1}`;
    return `${place} ${word} ${code} ${displayMessage(message, translate)}`;
  });
  return `${[...lines, summary(diagnostics, files)].join('\n')}\n`;
}

function summary(diagnostics: readonly CheckedDiagnostic[], files: number): string {
  const counts = (Object.keys(nouns) as Severity[]).flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? severity : nouns[severity]}`];
  });
  const checked = files === 1 ? '1 file' : `${files} files`;
  return counts.length === 0 ? `${checked} checked, nothing found` : `${checked} checked: ${counts.join(', ')}`;
}

const nouns: Readonly<Record<Severity, string>> = {
  error: 'errors',
  warning: 'warnings',
  information: 'information',
  hint: 'hints',
};

const ansi: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 36, hint: 90 };

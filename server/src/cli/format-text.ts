import type { Severity } from '../analysis/index.ts';
import type { FoundDiagnostic } from './found-diagnostic.ts';

const colours: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 36, hint: 90 };

/** One line for each, as compilers print them (lines and columns from 1), and a last line with the sum. */
export function formatText(diagnostics: readonly FoundDiagnostic[], files: number, colour: boolean): string {
  const lines = diagnostics.map(({ file, range, severity, code, message }) => {
    const shown = colour ? `\u001b[${colours[severity]}m${severity}\u001b[0m` : severity;
    return `${file}:${range.start.line + 1}:${range.start.character + 1} ${shown} ${code}: ${message}`;
  });
  const count = (severity: Severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  return `${[...lines, `${plural(files, 'file')} checked: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${diagnostics.length - errors - warnings} of lesser weight`].join('\n')}\n`;
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

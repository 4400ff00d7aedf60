import {
  type Diagnostic,
  formatMessage,
  type LineIndex,
  type LinePosition,
  positionAt,
  type Severity,
} from '../analysis/index.ts';

/** A diagnostic as the command line prints it: 0-based lines, UTF-16 characters. */
export interface FoundDiagnostic {
  readonly file: string;
  readonly range: { readonly start: LinePosition; readonly end: LinePosition };
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

export const foundDiagnostic = (
  file: string,
  index: LineIndex,
  { at, severity, code, message }: Diagnostic,
): FoundDiagnostic => ({
  file,
  range: { start: positionAt(index, at.range.start), end: positionAt(index, at.range.end) },
  severity,
  code,
  message: formatMessage(message),
});

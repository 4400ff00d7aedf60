import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Diagnostic,
  diagnose,
  emptyWorkspace,
  formatMessage,
  positionAt,
  type SourceFile,
  type WorkspaceOptions,
  withText,
} from '../../server/src/analysis/index.ts';
import type { Row } from '../corpus/corpus.ts';

/** A file of the corpus, its row in the index, and what `check` says about it when the file is all there is. */
export interface CheckedCase {
  readonly row: Row;
  readonly file: SourceFile;
  readonly found: readonly LinedDiagnostic[];
  readonly errors: readonly LinedDiagnostic[];
}

/** A diagnostic with the lines it covers, counted from 1, both inclusive. */
export interface LinedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Checks the file that a row names, as `check --isolated` does. */
export function checkCase(folder: string, row: Row, options: WorkspaceOptions = {}): CheckedCase {
  const name = row.file ?? '';
  return checkText(row, name, readFileSync(path.join(folder, name), 'utf8'), options);
}

/** Checks a text as a file of that name. */
export function checkText(row: Row, name: string, text: string, options: WorkspaceOptions): CheckedCase {
  const uri = `file:///corpus/${name}`;
  const workspace = withText(emptyWorkspace(options), uri, text);
  const file = workspace.files.get(uri);
  if (!file) throw new Error(`${name} is not in the workspace`);
  const found = diagnose(workspace, uri).map((diagnostic) => ({
    diagnostic,
    firstLine: positionAt(file.lineIndex, diagnostic.at.range.start).line + 1,
    lastLine: positionAt(file.lineIndex, diagnostic.at.range.end).line + 1,
  }));
  return { row, file, found, errors: found.filter(({ diagnostic }) => diagnostic.severity === 'error') };
}

export const hasError = ({ errors }: CheckedCase): boolean => errors.length > 0;

/** One line for a reader: the case, and the first error in it. */
export const firstError = ({ row, errors: [first] }: CheckedCase): string =>
  `${row.file}: ${first ? said(first) : 'no error'}`;

export const said = ({ diagnostic: { severity, code, message }, firstLine }: LinedDiagnostic): string =>
  `line ${firstLine} ${severity} ${code}: ${formatMessage(message)}`;

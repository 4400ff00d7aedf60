import { applyEdits, type TextEdit } from '../../text/text-range.ts';
import { type SourceFile, sourceFile } from '../../workspace/source-file.ts';
import { type Workspace, withTexts } from '../../workspace/workspace.ts';
import { formatMessage } from '../message.ts';
import type { Diagnostic, Fix } from '../rule.ts';
import { suppressionsOf } from '../suppressions.ts';
import { haveSameContent } from '../../yaml/syntax/same-content.ts';

/** The diagnostics of a file in a workspace, by URI. */
export type DiagnosticsOf = (workspace: Workspace, uri: string) => readonly Diagnostic[];

/**
 * Whether a fix works: it changes something, its diagnostic disappears, no other error appears, and no changed file has
 * more syntax errors than before. Fixes are written for the usual case and may not work in a text that is broken
 * elsewhere or has two mistakes in one place. If the fix reveals hidden text (`reveals`), errors may appear.
 */
export function fixHolds(
  workspace: Workspace,
  diagnostic: Diagnostic,
  { edits, reveals }: Pick<Fix, 'edits' | 'reveals'>,
  diagnosticsOf: DiagnosticsOf,
): boolean {
  const textOf = (uri: string) => workspace.files.get(uri)?.text ?? '';
  const changed = edits.map((one) => [one.uri, applyEdits(textOf(one.uri), one.edits)] as const);
  if (changed.every(([uri, text]) => text === textOf(uri))) return false;
  const later = withTexts(workspace, changed);
  const uris = [...new Set([diagnostic.at.uri, ...edits.map(({ uri }) => uri)])];
  const [before, after] = [workspace, later].map((one) => uris.flatMap((uri) => diagnosticsOf(one, uri)));
  const isSame = (other: Diagnostic): boolean =>
    other.code === diagnostic.code && formatMessage(other.message) === formatMessage(diagnostic.message);
  return (
    count(after, isSame) < count(before, isSame) &&
    syntaxErrors(later, uris) <= syntaxErrors(workspace, uris) &&
    (reveals === true || count(after, isError) + (isError(diagnostic) ? 1 : 0) <= count(before, isError))
  );
}

/**
 * The same for an *Ignore* comment. If it only changes positions in the file, it is sufficient that it suppresses the
 * diagnostic.
 * @param edit adds the comment to the file of the diagnostic
 */
export function commentHolds(
  workspace: Workspace,
  diagnostic: Diagnostic,
  edit: TextEdit,
  diagnosticsOf: DiagnosticsOf,
): boolean {
  const { uri, range } = diagnostic.at;
  const file = workspace.files.get(uri);
  const later = file && sourceFile(uri, applyEdits(file.text, [edit]), undefined, file);
  // The diagnostics of a broken text also depend on its lines.
  if (!later || syntaxErrorsIn(file) > 0 || !haveSameContent(file.yaml, later.yaml))
    return fixHolds(workspace, diagnostic, { edits: [{ uri, edits: [edit] }] }, diagnosticsOf);
  const moved = range.start + (edit.range.start <= range.start ? edit.newText.length : 0);
  return suppressionsOf(later)([diagnostic.code], moved);
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

const count = (diagnostics: readonly Diagnostic[] | undefined, is: (diagnostic: Diagnostic) => boolean): number =>
  diagnostics?.filter(is).length ?? 0;

const syntaxErrors = ({ files }: Workspace, uris: readonly string[]): number =>
  uris.reduce((sum, uri) => sum + syntaxErrorsIn(files.get(uri)), 0);

/** Includes those of the configs in a file. */
const syntaxErrorsIn = (file: SourceFile | undefined): number =>
  (file?.yaml.errors.length ?? 0) + (file?.envoySources ?? []).reduce((n, { errors }) => n + errors.length, 0);

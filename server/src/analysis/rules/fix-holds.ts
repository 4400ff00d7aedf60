import { applyEdits } from '../text/text-range.ts';
import { type Workspace, withTexts } from '../workspace/workspace.ts';
import { formatMessage } from './message.ts';
import type { Diagnostic, Fix } from './rule.ts';

/** The diagnostics of a file in a workspace, by its URI. */
export type DiagnosticsOf = (workspace: Workspace, uri: string) => readonly Diagnostic[];

/**
 * Whether a fix does what it says: it changes something, its diagnostic is gone, and no file that it touches has more errors or
 * syntax errors than before. Fixes are made for the usual case; a text that is broken elsewhere, or holds two mistakes in one
 * place, may be another. Where the fix only shows what was hidden (`reveals`), errors may come up.
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
    (reveals === true || count(after, isError) <= count(before, isError))
  );
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

const count = (diagnostics: readonly Diagnostic[] | undefined, is: (diagnostic: Diagnostic) => boolean): number =>
  diagnostics?.filter(is).length ?? 0;

/** Those of configs in other files as well. */
const syntaxErrors = ({ files }: Workspace, uris: readonly string[]): number =>
  uris
    .map((uri) => files.get(uri))
    .reduce(
      (sum, file) =>
        sum + (file?.yaml.errors.length ?? 0) + (file?.envoySources ?? []).reduce((n, one) => n + one.errors.length, 0),
      0,
    );

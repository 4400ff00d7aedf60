import {
  applyEdits,
  type Diagnostic,
  diagnose,
  overlaps,
  type SeverityOverrides,
  type TextEdit,
  type Workspace,
  withText,
} from '../analysis/index.ts';

/**
 * The edits of all preferred fixes of a file that fit together. Only fixes that stay within the file are taken, because an
 * editor runs this on save, and saving one file must not change another. Of fixes that overlap the first wins.
 */
export function fixAll(
  workspace: Workspace,
  uri: string,
  diagnostics: readonly Diagnostic[],
  severity: SeverityOverrides,
): readonly TextEdit[] {
  const text = workspace.files.get(uri)?.text;
  if (text === undefined) return [];
  const taken: TextEdit[] = [];
  const count = () => diagnose(withText(workspace, uri, applyEdits(text, taken)), uri, severity).length;
  for (const diagnostic of diagnostics) {
    const edits = preferredEdits(diagnostic, uri);
    if (edits.length === 0 || edits.some(({ range }) => taken.some((other) => overlaps(range, other.range)))) continue;
    if (!diagnostic.related?.length) {
      taken.push(...edits);
      continue;
    }
    // Both ends of a relation may offer a fix, each its own way: together they would only swap the mistake around.
    const before = count();
    taken.push(...edits);
    if (count() >= before) taken.splice(-edits.length);
  }
  return taken;
}

function preferredEdits(diagnostic: Diagnostic, uri: string): readonly TextEdit[] {
  const fix = diagnostic.fixes?.().find(({ preferred }) => preferred);
  if (!fix || fix.edits.some((edits) => edits.uri !== uri)) return [];
  return fix.edits.flatMap(({ edits }) => edits);
}

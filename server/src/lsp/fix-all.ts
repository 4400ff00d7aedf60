import { type Diagnostic, overlaps, type SourceFile, type TextEdit } from '../analysis/index.ts';

/**
 * The compatible edits of all safe fixes of a file. If fixes overlap, the first one is used. Editors apply them on save
 * without review, so only safe fixes are included. Hints are excluded, because they often concern unfinished text, and
 * so are files with syntax errors, where the parser can only guess the structure.
 */
export function fixAll(file: SourceFile, diagnostics: readonly Diagnostic[]): readonly TextEdit[] {
  if (hasSyntaxErrors(file)) return [];
  const taken: TextEdit[] = [];
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === 'hint' || !diagnostic.safeFixes) continue;
    const edits = safeEdits(diagnostic, file.uri);
    if (!edits.some(({ range }) => taken.some((other) => overlaps(range, other.range)))) taken.push(...edits);
  }
  return taken;
}

const hasSyntaxErrors = ({ yaml, envoySources }: SourceFile): boolean =>
  yaml.errors.length > 0 || envoySources.some(({ errors }) => errors.length > 0);

/** The edits of the diagnostic's safe fix, if it changes only this file. */
function safeEdits(diagnostic: Diagnostic, uri: string): readonly TextEdit[] {
  const fix = diagnostic.fixes?.().find(({ safe }) => safe);
  if (!fix || fix.edits.some((edits) => edits.uri !== uri)) return [];
  return fix.edits.flatMap(({ edits }) => edits);
}

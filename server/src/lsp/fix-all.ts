import { type Diagnostic, overlaps, type SourceFile, type TextEdit } from '../analysis/index.ts';

/**
 * The edits of all safe fixes of a file that fit together; of fixes that overlap the first wins. An editor applies them on save,
 * where nobody looks: so only what is marked safe is taken, nothing of hints, which often say what is still being written, and
 * nothing in a file with syntax errors, of which the parser only guesses what belongs together.
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

/** The edits of the diagnostic's safe fix, where it changes this file alone. */
function safeEdits(diagnostic: Diagnostic, uri: string): readonly TextEdit[] {
  const fix = diagnostic.fixes?.().find(({ safe }) => safe);
  if (!fix || fix.edits.some((edits) => edits.uri !== uri)) return [];
  return fix.edits.flatMap(({ edits }) => edits);
}

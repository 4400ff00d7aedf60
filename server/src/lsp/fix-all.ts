import {
  applyEdits,
  type Diagnostic,
  editBetween,
  type Fix,
  overlaps,
  type SourceFile,
  type TextEdit,
  type Workspace,
  withText,
} from '../analysis/index.ts';

/**
 * The compatible edits of all safe fixes of a file. If fixes overlap, the first one is used. Editors apply them on save
 * without review, so only safe fixes are included. Hints are excluded, because they often concern unfinished text, and
 * so are files with syntax errors, where the parser can only guess the structure.
 */
export const fixAll = (file: SourceFile, diagnostics: readonly Diagnostic[]): readonly TextEdit[] =>
  chosenFixes(file, diagnostics, ({ safe }) => safe).flatMap(({ edits }) => edits);

/** Where fixes reveal more mistakes of their code, these are fixed too, as deep as configs are nested. */
const MAX_ROUNDS = 8;
/** A round reads the whole text again, and a lightbulb must not wait. So a long text gets fewer rounds. In UTF-16 units. */
const MAX_REREAD = 500_000;

/**
 * The same for one code, whose certain fixes a person asks for. Empty if it would fix a single finding, unless fix-all on
 * save leaves that out.
 * @param diagnosticsOf the diagnostics of a file in a workspace
 */
export function fixAllOfCode(
  workspace: Workspace,
  uri: string,
  code: string,
  diagnosticsOf: (workspace: Workspace, uri: string) => readonly Diagnostic[],
): readonly TextEdit[] {
  let fixed: readonly ChosenFix[] = [];
  let edits: readonly TextEdit[] = [];
  let now = workspace;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const file = now.files.get(uri);
    if (!file) break;
    const same = diagnosticsOf(now, uri).filter((diagnostic) => diagnostic.code === code);
    const fixes = chosenFixes(file, same, ({ safe, certain }) => safe || certain === true);
    if (fixes.length === 0) break;
    const own = fixes.flatMap((fix) => fix.edits);
    const next = applyEdits(file.text, own);
    edits = round === 0 ? own : [editBetween(workspace.files.get(uri)?.text ?? '', next)];
    fixed = [...fixed, ...fixes];
    if (!fixes.some(({ reveals }) => reveals) || (round + 1) * next.length > MAX_REREAD) break;
    now = withText(now, uri, next);
  }
  return fixed.length > 1 || fixed.some(({ safe }) => !safe) ? edits : [];
}

interface ChosenFix {
  readonly safe: boolean;
  readonly reveals: boolean;
  readonly edits: readonly TextEdit[];
}

/** A fix for each diagnostic that has one. */
function chosenFixes(
  file: SourceFile,
  diagnostics: readonly Diagnostic[],
  isWanted: (fix: Fix) => boolean,
): readonly ChosenFix[] {
  if (hasSyntaxErrors(file)) return [];
  const taken: ChosenFix[] = [];
  const isFree = ({ range }: TextEdit): boolean =>
    !taken.some(({ edits }) => edits.some((other) => overlaps(range, other.range)));
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === 'hint' || !diagnostic.safeFixes) continue;
    const fix = chosenFix(diagnostic, file.uri, isWanted);
    if (fix?.edits.every(isFree)) taken.push(fix);
  }
  return taken;
}

const hasSyntaxErrors = ({ yaml, envoySources }: SourceFile): boolean =>
  yaml.errors.length > 0 || envoySources.some(({ errors }) => errors.length > 0);

/** The diagnostic's first wanted fix, if it changes only this file. */
function chosenFix({ fixes }: Diagnostic, uri: string, isWanted: (fix: Fix) => boolean): ChosenFix | undefined {
  const fix = fixes?.().find(isWanted);
  if (!fix || fix.edits.some((edits) => edits.uri !== uri)) return undefined;
  return { safe: fix.safe, reveals: fix.reveals === true, edits: fix.edits.flatMap(({ edits }) => edits) };
}

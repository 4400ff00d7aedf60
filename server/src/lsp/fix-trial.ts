import {
  commentHolds,
  type Diagnostic,
  diagnose,
  type Fix,
  fixHolds,
  type TextEdit,
  type Workspace,
} from '../analysis/index.ts';
import type { Session } from './session.ts';

/**
 * How much text, in UTF-16 units, is read again to try the fixes of one request: every fix of the place of a cursor, also in long
 * files, and the first dozens where an editor asks for a whole file with hundreds of findings.
 */
const MAX_TRIED = 4_000_000;

/** At least so many fixes are tried in a text of any length. */
const ALWAYS_TRIED = 8;

export interface FixTrial {
  /** Whether a fix holds (`fixHolds`); false for those that come after what one request may try. */
  holds(diagnostic: Diagnostic, fix: Pick<Fix, 'edits' | 'reveals'>): boolean;
  /** Whether an *Ignore* comment does what it says. */
  silences(diagnostic: Diagnostic, comment: TextEdit): boolean;
}

/** Tries what one request is answered with. */
export function fixTrial(session: Session): FixTrial {
  const { workspace, settings } = session;
  const diagnosticsOf = (one: Workspace, uri: string): readonly Diagnostic[] =>
    one === workspace ? session.diagnostics(uri) : diagnose(one, uri, settings.severity);
  let tried = 0;
  let length = 0;
  const mayTry = (uris: readonly string[]): boolean => {
    if (tried >= ALWAYS_TRIED && length > MAX_TRIED) return false;
    tried++;
    for (const uri of uris) length += workspace.files.get(uri)?.text.length ?? 0;
    return true;
  };
  return {
    holds: (diagnostic, fix) =>
      mayTry(fix.edits.map(({ uri }) => uri)) && fixHolds(workspace, diagnostic, fix, diagnosticsOf),
    silences: (diagnostic, comment) =>
      mayTry([diagnostic.at.uri]) && commentHolds(workspace, diagnostic, comment, diagnosticsOf),
  };
}

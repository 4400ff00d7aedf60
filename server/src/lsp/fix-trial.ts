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
 * The amount of text, in UTF-16 units, that is read again to try the fixes of one request. This is enough for all fixes
 * at a cursor, even in long files, and for the first dozens if an editor requests actions for a whole file with
 * hundreds of findings.
 */
const MAX_TRIED = 4_000_000;

/** The minimum number of fixes that are tried, regardless of the length of the text. */
const ALWAYS_TRIED = 8;

export interface FixTrial {
  /** Whether a fix works (`fixHolds`). False if the limit of the request is exceeded. */
  holds(diagnostic: Diagnostic, fix: Pick<Fix, 'edits' | 'reveals'>): boolean;
  /** Whether an *Ignore* comment works. */
  silences(diagnostic: Diagnostic, comment: TextEdit): boolean;
}

/** Tries the fixes for the response to one request. */
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

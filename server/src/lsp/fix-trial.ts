import { type Diagnostic, diagnose, type Fix, fixHolds, type Workspace } from '../analysis/index.ts';
import type { Session } from './session.ts';

/**
 * How much text, in UTF-16 units, is read again to try the fixes of one request: every fix of the place of a cursor, also in long
 * files, and the first dozens where an editor asks for a whole file with hundreds of findings.
 */
const MAX_TRIED = 4_000_000;

/** At least so many fixes are tried in a text of any length. */
const ALWAYS_TRIED = 8;

/** Tells of one fix after the other whether it holds (`fixHolds`); false for those that come after what one request may try. */
export function fixTrial(session: Session): (diagnostic: Diagnostic, fix: Pick<Fix, 'edits' | 'reveals'>) => boolean {
  const { workspace, settings } = session;
  const diagnosticsOf = (one: Workspace, uri: string): readonly Diagnostic[] =>
    one === workspace ? session.diagnostics(uri) : diagnose(one, uri, settings.severity);
  let tried = 0;
  let length = 0;
  return (diagnostic, fix) => {
    if (tried >= ALWAYS_TRIED && length > MAX_TRIED) return false;
    tried++;
    for (const { uri } of fix.edits) length += workspace.files.get(uri)?.text.length ?? 0;
    return fixHolds(workspace, diagnostic, fix, diagnosticsOf);
  };
}

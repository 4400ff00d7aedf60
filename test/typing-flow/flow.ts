import {
  type Diagnostic,
  diagnose,
  emptyWorkspace,
  formatMessage,
  type Severity,
  withText,
  withTexts,
  type Workspace,
} from '../../server/src/analysis/index.ts';
import type { Texts } from '../completion/probe.ts';
import { entriesOf } from './entries.ts';
import { type Keystroke, keystrokes } from './keystrokes.ts';

/** Something that a person writes into a file of a workspace. */
export interface Writing {
  readonly title: string;
  readonly uri: string;
  readonly before: string;
  readonly wanted: string;
  readonly after: string;
  /** The other files. */
  readonly others: Texts;
}

/** A diagnostic outside of the entry that is being written, which only its unfinished text causes. */
export interface ForeignDiagnostic {
  readonly severity: Severity;
  /** The code and the sentence, with the file. */
  readonly text: string;
  /** What was written when it first appeared. */
  readonly written: string;
  /** After so many keystrokes it was shown. */
  readonly keystrokes: number;
}

export interface Flow {
  readonly title: string;
  readonly keystrokes: number;
  readonly foreign: readonly ForeignDiagnostic[];
}

/** The diagnostics after a key, by what identifies them while the entry changes. */
interface Step {
  readonly stroke: Keystroke;
  readonly foreign: ReadonlyMap<string, Diagnostic>;
}

/**
 * Writes a text key by key. A diagnostic counts if it is outside of the entry that is being written, was not there before the
 * line or the entry, and is no longer there when the line or the entry is complete.
 */
export function flowOf({ title, uri, before, wanted, after, others }: Writing): Flow {
  const entries = entriesOf(before, wanted);
  const known = withTexts(emptyWorkspace(), others);
  let workspace = withText(known, uri, before + after);
  const found = new Map<string, ForeignDiagnostic>();
  let count = 0;
  /** The steps of an entry, after the state before it. */
  let steps: Step[] = [];
  let current = entries[0];
  const first = current && foreignIn(workspace, uri, current.start, { text: before + after, end: before.length });
  let beforeEntry: ReadonlyMap<string, Diagnostic> = first ?? new Map();
  const finish = () => {
    const last = steps.at(-1);
    if (last) countTransient(found, steps, beforeEntry);
    beforeEntry = last?.foreign ?? beforeEntry;
    steps = [];
  };
  for (const stroke of keystrokes(before, wanted, after)) {
    count++;
    const entry = entries[stroke.row];
    if (!entry) break;
    workspace = withText(workspace, uri, stroke.text);
    if (entry !== current) {
      finish();
      current = entry;
    }
    const foreign = foreignIn(workspace, uri, entry.start, { text: stroke.text, end: stroke.line.end });
    steps.push({ stroke, foreign });
  }
  finish();
  return { title, keystrokes: count, foreign: [...found.values()] };
}

/** The diagnostics before the entry, behind the cursor and in other files. */
function foreignIn(
  workspace: Workspace,
  uri: string,
  start: number,
  { text, end }: { readonly text: string; readonly end: number },
): ReadonlyMap<string, Diagnostic> {
  const found = new Map<string, Diagnostic>();
  for (const one of workspace.files.keys())
    for (const diagnostic of diagnose(workspace, one)) {
      const { range } = diagnostic.at;
      const isElsewhere = one !== uri || range.end <= start || range.start > end;
      if (!isElsewhere) continue;
      const place = one === uri && range.start > end ? range.start - text.length : range.start;
      found.set(`${one} ${place} ${diagnostic.code} ${diagnostic.severity}`, diagnostic);
    }
  return found;
}

/** Those that neither the state before nor the state after has, for the entry and for each line of it. */
function countTransient(
  found: Map<string, ForeignDiagnostic>,
  steps: readonly Step[],
  before: ReadonlyMap<string, Diagnostic>,
): void {
  const atEnd = steps.at(-1)?.foreign ?? before;
  for (const [i, step] of steps.entries()) {
    const { row } = step.stroke;
    const lineStart = steps.slice(0, i).findLast((other) => other.stroke.row !== row)?.foreign ?? before;
    const lineEnd = steps.slice(i).findLast((other) => other.stroke.row === row)?.foreign ?? atEnd;
    for (const [key, diagnostic] of step.foreign) {
      const isOfEntry = !before.has(key) && !atEnd.has(key);
      const isOfLine = !lineStart.has(key) && !lineEnd.has(key);
      if (isOfEntry || isOfLine) add(found, key, diagnostic, step.stroke);
    }
  }
}

function add(found: Map<string, ForeignDiagnostic>, key: string, diagnostic: Diagnostic, { text, line }: Keystroke) {
  const { severity, code, at, message } = diagnostic;
  const file = at.uri.slice(at.uri.lastIndexOf('/') + 1);
  const known = found.get(key);
  found.set(key, {
    severity,
    text: known?.text ?? `${file}: ${code} ${formatMessage(message)}`,
    written: known?.written ?? text.slice(line.start, line.end).trim(),
    keystrokes: (known?.keystrokes ?? 0) + 1,
  });
}

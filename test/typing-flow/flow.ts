import {
  type Diagnostic,
  diagnose,
  emptyWorkspace,
  formatMessage,
  type Severity,
  withText,
  withTexts,
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

/** All diagnostics after a key, or before the first one. */
interface Step {
  readonly stroke: Keystroke;
  readonly shown: readonly Diagnostic[];
}

/** Diagnostics by what identifies them while an entry changes. */
type Foreign = ReadonlyMap<string, Diagnostic>;

/**
 * Writes a text key by key. A diagnostic counts if it is outside of the entry that is being written, was not there before the
 * line or the entry, and is no longer there when the line or the entry is complete.
 */
export function flowOf({ title, uri, before, wanted, after, others }: Writing): Flow {
  const known = withTexts(emptyWorkspace(), others);
  let workspace = known;
  const step = (stroke: Keystroke): Step => {
    workspace = withText(workspace, uri, stroke.text);
    return { stroke, shown: [...workspace.files.keys()].flatMap((file) => diagnose(workspace, file)) };
  };
  const cursor = { start: before.length, end: before.length };
  const steps = [
    step({ text: before + after, line: cursor, row: -1 }),
    ...[...keystrokes(before, wanted, after)].map(step),
  ];
  const found = new Map<string, ForeignDiagnostic>();
  const entries = entriesOf(before, wanted);
  for (const entry of new Set(entries)) {
    const from = steps.findIndex(({ stroke }) => entries[stroke.row] === entry);
    const to = steps.findLastIndex(({ stroke }) => entries[stroke.row] === entry);
    if (from >= 1) countTransient(found, steps.slice(from - 1, to + 1), entry.start, uri);
  }
  return { title, keystrokes: steps.length - 1, foreign: [...found.values()] };
}

/** The diagnostics before the entry, behind the cursor and in other files. */
function foreignIn({ stroke, shown }: Step, start: number, uri: string): Foreign {
  const { text, line } = stroke;
  const end = Math.max(line.end, start);
  const found = new Map<string, Diagnostic>();
  for (const diagnostic of shown) {
    const { at, code, severity } = diagnostic;
    if (at.uri === uri && at.range.end > start && at.range.start <= end) continue;
    const place = at.uri === uri && at.range.start > end ? at.range.start - text.length : at.range.start;
    found.set(`${at.uri} ${place} ${code} ${severity}`, diagnostic);
  }
  return found;
}

/** Those that neither the state before nor the state after has, for the entry and for each line of it. */
function countTransient(
  found: Map<string, ForeignDiagnostic>,
  steps: readonly Step[],
  start: number,
  uri: string,
): void {
  const foreign = steps.map((step) => foreignIn(step, start, uri));
  const rows = steps.map(({ stroke }) => stroke.row);
  const isTransient = (key: string, from: number, to: number) => !foreign[from]?.has(key) && !foreign[to]?.has(key);
  for (const [i, step] of steps.entries()) {
    const lineFrom = rows.indexOf(step.stroke.row) - 1;
    if (i === 0 || lineFrom < 0) continue;
    const lineTo = rows.lastIndexOf(step.stroke.row);
    for (const [key, diagnostic] of foreign[i] ?? [])
      if (isTransient(key, 0, steps.length - 1) || isTransient(key, lineFrom, lineTo))
        add(found, key, diagnostic, step.stroke);
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

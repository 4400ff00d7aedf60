import {
  type Diagnostic,
  diagnose,
  type Fix,
  formatMessage,
  overlaps,
  type Place,
  type Severity,
  type Workspace,
} from '../../server/src/analysis/index.ts';
import { type Files, fresh } from '../fixture/applied-actions.ts';
import { applyFix } from '../fixture/check.ts';
import type { Mistake, Slip } from './mistakes.ts';
import type { Plan } from './plan.ts';
import { writtenPlan, type Written } from './written.ts';

const ranks: readonly Severity[] = ['hint', 'information', 'warning', 'error'];
const isAtLeast = (severity: Severity, least: Severity): boolean => ranks.indexOf(severity) >= ranks.indexOf(least);

const diagnosticsOf = (workspace: Workspace): readonly Diagnostic[] =>
  [...workspace.files.keys()].flatMap((uri) => diagnose(workspace, uri));

/** The errors and warnings, as texts. */
export const alarmsIn = (workspace: Workspace): readonly string[] =>
  diagnosticsOf(workspace)
    .filter(({ severity }) => isAtLeast(severity, 'warning'))
    .map(described);

export const described = ({ at, severity, code, message }: Diagnostic): string =>
  `${severity} ${code} in ${at.uri.slice('file:///'.length)} at ${at.range.start}: ${formatMessage(message)}`;

/** What became of one mistake. */
export interface Verdict {
  readonly found: boolean;
  readonly atAllEnds: boolean;
  /** How many preferred fixes were offered, and those that do not restore the workspace. */
  readonly fixes: number;
  readonly failed: readonly string[];
  /** The workspace after each preferred fix. */
  readonly restored: readonly Files[];
  readonly written: Written;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes a mistake in the first part of a plan, and applies the preferred fixes where it is reported. */
export function judge(plan: Plan, mistake: Mistake, { wrong, ends }: Slip): Verdict {
  const [part, ...others] = plan.parts;
  const scene = part && { ...part.scene, wrong };
  const written = writtenPlan({ ...plan, parts: part && scene ? [{ ...part, scene }, ...others] : [] });
  const workspace = fresh(written.files);
  const places = ends.map((marks) => marks.flatMap((mark) => written.places.get(`${scene?.name}/${mark}`) ?? []));
  const relevant = diagnosticsOf(workspace).filter(
    ({ severity, at }) => isAtLeast(severity, mistake.atLeast ?? 'warning') && isIn(at, places.flat()),
  );
  const reached = relevant.flatMap(({ at, related = [] }) => [at, ...related.map((one) => one.at)]);
  const fixes = preferredFixes(relevant);
  const after = fixes.map((fix) => restoredBy(fix, workspace));
  return {
    found: relevant.length > 0,
    atAllEnds: relevant.length > 0 && places.every((end) => end.length === 0 || reached.some((at) => isIn(at, end))),
    fixes: fixes.length,
    failed: after.flatMap(({ failure }) => failure ?? []),
    restored: after.map(({ files }) => files),
    written,
    diagnostics: relevant,
  };
}

const isIn = (at: Place, places: readonly Place[]): boolean =>
  places.some(({ uri, range }) => uri === at.uri && overlaps(range, at.range));

/** The preferred fixes of diagnostics, each once. */
function preferredFixes(diagnostics: readonly Diagnostic[]): readonly Fix[] {
  const all = diagnostics.flatMap(({ fixes }) => fixes?.().filter(({ preferred }) => preferred) ?? []);
  const isFirst = (fix: Fix, i: number): boolean =>
    all.findIndex((other) => JSON.stringify(other.edits) === JSON.stringify(fix.edits)) === i;
  return all.filter(isFirst);
}

function restoredBy(fix: Fix, workspace: Workspace): { files: Files; failure?: string } {
  const files = [...applyFix(workspace, fix).written.values()].map(({ uri, rawText }) => [uri, rawText] as const);
  const alarms = alarmsIn(fresh(files));
  return { files, ...(alarms.length > 0 && { failure: `${formatMessage(fix.title)} → ${alarms.join('; ')}` }) };
}

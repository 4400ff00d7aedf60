import fc from 'fast-check';
import { groupsOfFiles, textsOfFiles } from '../property/mutated-files.ts';
import { type FuzzCounts, fuzzSession } from './fuzz-run.ts';
import { fuzzStep } from './fuzz-step.ts';

const STEPS = 30;

/** The files of a session and what happens to them, as fast-check generates and shrinks them. */
const session = fc.record({
  group: fc.nat(groupsOfFiles.length - 1),
  steps: fc.array(fuzzStep, { minLength: 5, maxLength: STEPS }),
});

export interface FuzzResult {
  readonly counts: FuzzCounts;
  /** What to read when it failed: the shortest steps that fail, and how. */
  readonly failure?: string;
}

/** Runs sessions with random steps, the same ones for the same seed. */
export async function fuzz(seed: number, sessions: number, counts = newCounts()): Promise<FuzzResult> {
  const property = fc.asyncProperty(session, ({ group, steps }) =>
    fuzzSession(groupsOfFiles[group] ?? [], steps, textsOfFiles, counts),
  );
  const details = await fc.check(property, { seed, numRuns: sessions });
  if (!details.failed) return { counts };
  const error = details.errorInstance instanceof Error ? details.errorInstance.stack : String(details.errorInstance);
  return { counts, failure: `${fc.defaultReportMessage(details) ?? ''}\n${error}` };
}

export const newCounts = (): FuzzCounts => ({ steps: 0, requests: 0, actions: 0, comparisons: 0, slowest: 0 });

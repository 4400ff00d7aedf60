import path from 'node:path';
import { type Row, readRows } from '../corpus/corpus.ts';
import { type CheckedCase, checkCase, type LinedDiagnostic } from './checked-case.ts';

/** Valid bootstraps with one mistake made by a program, and the bootstraps they were made from, all checked. */
export interface Mutants {
  readonly rejected: readonly CheckedCase[];
  readonly accepted: readonly CheckedCase[];
  seedOf(mutant: CheckedCase): CheckedCase;
}

/** Validate mode accepts them, but Envoy then cannot start: an error is right. */
const failingAtStart = new Set(['listener_same_port_as_admin']);

export const failsAtStart = ({ row }: CheckedCase): boolean => failingAtStart.has(kindOf(row));

export const kindOf = (row: Row): string => row.kind ?? '';

/** Reads and checks the mutants; seeds are checked when asked for, once each. */
export function readMutants(corpus: string): Mutants {
  const folder = path.join(corpus, 'mutants');
  const cases = readRows(path.join(folder, 'index.csv')).map((row) => checkCase(folder, row));
  const seeds = new Map<string, CheckedCase>();
  return {
    rejected: cases.filter(({ row }) => row.verdict === 'rejected'),
    accepted: cases.filter(({ row }) => row.verdict === 'accepted'),
    seedOf({ row: { seed = '' } }) {
      const checked = seeds.get(seed) ?? checkCase(path.join(corpus, 'bootstraps'), { file: seed });
      seeds.set(seed, checked);
      return checked;
    },
  };
}

/** True where a diagnostic shares a line with the mistake. */
export const touchesMistake = ({ row }: CheckedCase, { firstLine, lastLine }: LinedDiagnostic): boolean =>
  firstLine <= Number(row.endline) && lastLine >= Number(row.line);

/** As `touchesMistake`, by a range not much longer than the mistake. */
export const closeToMistake = (mutant: CheckedCase, lined: LinedDiagnostic): boolean =>
  touchesMistake(mutant, lined) &&
  lined.lastLine - lined.firstLine <= Math.max(3, Number(mutant.row.endline) - Number(mutant.row.line));

import { acceptedMutants, type Expected } from './accepted-mutants.ts';
import { type CheckedCase, firstError, hasError, type LinedDiagnostic, said } from './checked-case.ts';
import { failsAtStart, kindOf, type Mutants, touchesMistake } from './mutants.ts';
import { countOf, figure, grouped, type Part } from './part.ts';

/** Mutants that Envoy accepts: never an error, and what the table says. */
export function checkAcceptedMutants(mutants: Mutants): Part {
  const judged = mutants.accepted.filter((mutant) => !failsAtStart(mutant));
  const isAsWritten = (mutant: CheckedCase): boolean =>
    (acceptedMutants[kindOf(mutant.row)] ?? []).some((expected) => isAs(expected, mutant, mutants.seedOf(mutant)));
  const unlike = mutants.accepted.filter((mutant) => !isAsWritten(mutant));
  return {
    figures: [
      figure('acceptedClean', judged, (one) => !hasError(one)),
      figure('acceptedAsWritten', mutants.accepted, isAsWritten),
    ],
    tables: [
      {
        title: 'Accepted mutants by kind (kinds that are as the table says are left out)',
        head: ['kind', 'as it says', 'expected'],
        rows: grouped(mutants.accepted, ({ row }) => kindOf(row))
          .filter(([, group]) => !group.every(isAsWritten))
          .map(([kind, group]) => [kind, countOf(group, isAsWritten), expectation(kind)]),
      },
    ],
    listings: [
      { title: 'Accepted mutants with an error', lines: judged.filter(hasError).map(firstError) },
      {
        title: 'Accepted mutants unlike the table',
        lines: unlike.map(
          (one) => `${one.row.file}: line ${one.row.line}; ${one.found.map(said).join(' | ') || 'silent'}`,
        ),
      },
    ],
  };
}

/** An expected diagnostic is at the mistake, or there is one more of it than in the seed. `none` allows hints. */
function isAs(expected: Expected, mutant: CheckedCase, seed: CheckedCase): boolean {
  if ('none' in expected) return mutant.found.every((lined) => isQuiet(lined) || !isNew(lined, mutant, seed));
  return mutant.found.some(
    (lined) =>
      lined.diagnostic.code === expected.code &&
      lined.diagnostic.severity === expected.severity &&
      (touchesMistake(mutant, lined) || isNew(lined, mutant, seed)),
  );
}

const isQuiet = ({ diagnostic: { severity } }: LinedDiagnostic): boolean => severity === 'hint';

const isNew = ({ diagnostic: { code } }: LinedDiagnostic, mutant: CheckedCase, seed: CheckedCase): boolean =>
  count(mutant, code) > count(seed, code);

const count = ({ found }: CheckedCase, code: string): number =>
  found.filter(({ diagnostic }) => diagnostic.code === code).length;

const expectation = (kind: string): string =>
  (acceptedMutants[kind] ?? [])
    .map((expected) => ('none' in expected ? 'none' : `${expected.severity} ${expected.code}`))
    .join(', or ') || 'the table does not know this kind';

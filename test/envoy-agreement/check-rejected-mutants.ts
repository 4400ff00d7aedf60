import { type CheckedCase, hasError, said } from './checked-case.ts';
import { closeToMistake, kindOf, type Mutants, touchesMistake } from './mutants.ts';
import { countOf, figure, grouped, type Part } from './part.ts';

/** Mutants that Envoy rejects: an error at the mistake, and no other. */
export function checkRejectedMutants({ rejected }: Mutants): Part {
  const lined = rejected.filter(({ row }) => row.line);
  return {
    figures: [
      figure('mutantsFound', rejected, hasError),
      figure('mutantsLocated', lined, isLocated),
      figure('mutantsLocatedClosely', lined, isLocatedClosely),
      figure('mutantsOneError', rejected, hasOneError),
    ],
    tables: [
      {
        title: 'Rejected mutants by kind (kinds where everything is right are left out)',
        head: ['kind', 'found', 'located', 'one error'],
        rows: grouped(rejected, ({ row }) => kindOf(row))
          .filter(([, group]) => !group.every((one) => isLocated(one) && hasOneError(one)))
          .map(([kind, group]) => [
            kind,
            countOf(group, hasError),
            countOf(group, isLocated),
            countOf(group, hasOneError),
          ]),
      },
    ],
    listings: [
      {
        title: 'Rejected mutants without an error',
        lines: rejected.filter((one) => !hasError(one)).map(({ row }) => `${row.file}: ${row.message}`),
      },
      {
        title: 'Rejected mutants whose errors lie elsewhere',
        lines: lined.filter((one) => hasError(one) && !isLocated(one)).map(describe),
      },
      {
        title: 'Rejected mutants with several errors',
        lines: rejected.filter(({ errors }) => errors.length > 1).map(describe),
      },
    ],
  };
}

const isLocated = (mutant: CheckedCase): boolean => mutant.errors.some((error) => touchesMistake(mutant, error));

const isLocatedClosely = (mutant: CheckedCase): boolean => mutant.errors.some((error) => closeToMistake(mutant, error));

const hasOneError = ({ errors }: CheckedCase): boolean => errors.length === 1;

const describe = ({ row, errors }: CheckedCase): string =>
  `${row.file}: mistake at ${row.line}-${row.endline}; ${errors.map(said).join(' | ')}`;

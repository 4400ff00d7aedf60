import { applyEdits, type Fix, formatMessage } from '../../server/src/analysis/index.ts';
import type { CheckedCase, LinedDiagnostic } from './checked-case.ts';
import type { AskEnvoy } from './envoy-verdicts.ts';
import { kindOf, type Mutants, touchesMistake } from './mutants.ts';
import { countOf, figure, grouped, type Part } from './part.ts';
import { onlyRemoves } from './only-removes.ts';

/** A rejected mutant with the fix that a person would click first, and what Envoy says to the file after it. */
interface FixedMutant {
  readonly mutant: CheckedCase;
  readonly fix?: ClickedFix;
  /** Undefined if Envoy accepts the fixed text, or there is no Envoy. */
  readonly refusal?: string;
}

interface ClickedFix {
  readonly code: string;
  readonly fix: Fix;
  readonly text: string;
}

/** Fixes for the mistakes of mutants that Envoy rejects. Without an Envoy they are only counted. */
export async function checkFixes({ rejected }: Mutants, ask: AskEnvoy | undefined): Promise<Part> {
  const clicked = rejected.map((mutant) => ({ mutant, fix: fixFor(mutant) }));
  const refusalOf = await ask?.(clicked.flatMap(({ fix }) => fix?.text ?? []));
  const fixed: FixedMutant[] = clicked.map(({ mutant, fix }) => ({
    mutant,
    fix,
    refusal: fix && refusalOf?.(fix.text),
  }));
  const offered = fixed.filter(hasFix);
  return {
    figures: [figure('fixOffered', fixed, hasFix), ...(refusalOf ? [figure('fixAccepted', offered, isAccepted)] : [])],
    tables: [
      {
        title: 'Fixes of rejected mutants by kind',
        head: ['kind', 'with fix', ...(refusalOf ? ['accepted after'] : [])],
        rows: grouped(fixed, ({ mutant }) => kindOf(mutant.row)).map(([kind, group]) => [
          kind,
          countOf(group, hasFix),
          ...(refusalOf ? [countOf(group.filter(hasFix), isAccepted)] : []),
        ]),
      },
    ],
    listings: [
      { title: 'Fixed, and Envoy still refuses', lines: offered.filter((one) => !isAccepted(one)).map(describe) },
      {
        title: 'An error at the mistake, and no fix',
        lines: fixed.filter((one) => !hasFix(one) && errorsAt(one.mutant).length > 0).map(describe),
      },
    ],
  };
}

const hasFix = ({ fix }: FixedMutant): boolean => fix !== undefined;

const isAccepted = ({ fix, refusal }: FixedMutant): boolean => fix !== undefined && refusal === undefined;

const errorsAt = (mutant: CheckedCase): readonly LinedDiagnostic[] =>
  mutant.errors.filter((error) => touchesMistake(mutant, error));

/** The preferred or first fix of the first error at the mistake that has one. A fix that only removes does not count. */
function fixFor(mutant: CheckedCase): ClickedFix | undefined {
  for (const { diagnostic } of errorsAt(mutant)) {
    const fixes = (diagnostic.fixes?.() ?? []).filter((fix) => !onlyRemoves(mutant.file.text, diagnostic.code, fix));
    const fix = fixes.find(({ preferred }) => preferred) ?? fixes[0];
    if (fix) return { code: diagnostic.code, fix, text: textAfter(mutant, fix) };
  }
  return undefined;
}

const textAfter = ({ file }: CheckedCase, fix: Fix): string =>
  applyEdits(
    file.text,
    fix.edits.flatMap(({ uri, edits }) => (uri === file.uri ? edits : [])),
  );

function describe({ mutant, fix, refusal }: FixedMutant): string {
  const [error] = errorsAt(mutant);
  const done = fix ? `${fix.code} “${formatMessage(fix.fix.title)}”` : error?.diagnostic.code;
  return `${mutant.row.file}: ${done}: ${refusal ?? (error && formatMessage(error.diagnostic.message))}`;
}

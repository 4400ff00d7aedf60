import path from 'node:path';
import { readRows } from '../corpus/corpus.ts';
import { type CheckedCase, checkCase, firstError, hasError } from './checked-case.ts';
import { countOf, figure, grouped, type Part } from './part.ts';

/** Real bootstraps: no error if Envoy accepts them, an error if it rejects them. */
export function checkBootstraps(corpus: string): Part {
  const folder = path.join(corpus, 'bootstraps');
  const cases = readRows(path.join(folder, 'index.csv')).map((row) => checkCase(folder, row));
  const expected = (what: string): CheckedCase[] => cases.filter(({ row }) => row.expected === what);
  const [valid, template, invalid] = [expected('valid'), expected('template'), expected('invalid')];
  const missed = invalid.filter((one) => !hasError(one));
  const warned = valid.filter(({ row }) => row.verdict === 'valid' && Number(row.deprecated_warnings) > 0);
  return {
    figures: [
      figure('validClean', valid, (one) => !hasError(one)),
      figure('templatesClean', template, (one) => !hasError(one)),
      figure('bootstrapsFound', invalid, hasError),
    ],
    tables: [
      {
        title: 'Rejected bootstraps by category',
        head: ['category', 'found'],
        rows: grouped(invalid, ({ row }) => row.category ?? '').map(([name, group]) => [
          name,
          countOf(group, hasError),
        ]),
      },
      {
        title: 'Valid bootstraps that Envoy warns about as deprecated',
        head: ['', 'with a warning'],
        rows: [['files', countOf(warned, hasWarning)]],
      },
    ],
    listings: [
      { title: 'Valid bootstraps with an error', lines: valid.filter(hasError).map(firstError) },
      { title: 'Templates with an error', lines: template.filter(hasError).map(firstError) },
      {
        title: 'Rejected bootstraps without an error',
        lines: missed.map(({ row }) => `${row.file}: ${row.category}: ${row.message}`),
      },
      {
        title: 'Deprecated for Envoy, no warning here',
        lines: warned.filter((one) => !hasWarning(one)).map(({ row }) => row.file ?? ''),
      },
    ],
  };
}

const hasWarning = ({ found }: CheckedCase): boolean =>
  found.some(({ diagnostic }) => diagnostic.severity === 'warning');

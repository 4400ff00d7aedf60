import path from 'node:path';
import type { WorkspaceOptions } from '../../server/src/analysis/index.ts';
import { readRows } from '../corpus/corpus.ts';
import { type CheckedCase, checkCase, firstError, hasError } from './checked-case.ts';
import { figure, type Part } from './part.ts';
import type { TargetName } from './targets.ts';

/** The versions with a column of verdicts. */
const versions: readonly (readonly [version: string, column: string, name: TargetName])[] = [
  ['1.36', 'verdict_1.36.4', 'semantics136'],
  ['1.37', 'verdict_1.37.0', 'semantics137'],
  ['1.38', 'verdict_1.38.3', 'semantics138'],
  ['1.39', 'verdict_1.39.3', 'semantics139'],
  ['1.40', 'verdict_1.40.0', 'semantics140'],
];

/** For Envoy a ConfigMap is not a bootstrap. Here it is read as a manifest. */
const notJudged = new Set(['k8s-wrapped']);

/** Small cases on one point of the format each, as each version of Envoy takes them. */
export function checkSemantics(corpus: string): Part {
  const folder = path.join(corpus, 'semantics');
  const rows = readRows(path.join(folder, 'verdicts.csv')).filter(({ id = '' }) => !notJudged.has(id));
  const runs = versions.map(([version, column, name]) => {
    const options: WorkspaceOptions = { treatAs: 'envoy', envoyVersion: version };
    const cases = rows.map((row) => checkCase(folder, row, options));
    const isRight = (one: CheckedCase): boolean => (one.row[column] === 'rejected') === hasError(one);
    return { version, cases, wrong: cases.filter((one) => !isRight(one)), figure: figure(name, cases, isRight) };
  });
  const latest = runs.at(-1);
  const wrongInLatest = new Set(latest?.wrong.map(({ row }) => row.id));
  return {
    figures: runs.map((run) => run.figure),
    tables: [],
    listings: runs.map(({ version, wrong }) => ({
      title: `Semantics cases unlike Envoy ${version}${version === latest?.version ? '' : ', and right for the newest'}`,
      lines: wrong.filter(({ row }) => version === latest?.version || !wrongInLatest.has(row.id)).map(describe),
    })),
  };
}

const describe = (one: CheckedCase): string =>
  hasError(one)
    ? `accepted: ${one.row.what}: ${firstError(one)}`
    : `rejected: ${one.row.file}: ${one.row.what}: ${one.row.message}`;

import { escapeUnprintable } from '../../analysis/index.ts';
import type { TestedRequest } from './tested-request.ts';

/** A line for each request, with the reasons below it if it has not passed, and a line with totals. */
export function printedTests(tested: readonly TestedRequest[], color: boolean): string {
  const lines = tested.flatMap(({ file, line, name, outcome, said }) => {
    const word = color ? `\u001B[${ansi[outcome]}m${outcome}\u001B[0m` : outcome;
    const head = `${escapeUnprintable(`${file}:${line}`)} ${word} ${escapeUnprintable(name)}`;
    const reasons = said.flatMap((sentence) => sentence.split('\n')).map(escapeUnprintable);
    return outcome === 'passed'
      ? [`${head} (${reasons.join(' ')})`]
      : [head, ...reasons.map((reason) => `    ${reason}`)];
  });
  return `${[...lines, summary(tested)].join('\n')}\n`;
}

function summary(tested: readonly TestedRequest[]): string {
  const counts = outcomes.flatMap((outcome) => {
    const count = tested.filter((one) => one.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${words[outcome]}`];
  });
  return `${tested.length === 1 ? '1 request' : `${tested.length} requests`}: ${counts.join(', ')}`;
}

const outcomes = ['passed', 'failed', 'error'] as const;
const words = { passed: 'passed', failed: 'failed', error: 'not sent' };
const ansi = { passed: 32, failed: 31, error: 31 };

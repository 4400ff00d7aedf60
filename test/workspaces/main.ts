// Makes workspaces and mistakes in them, and prints how `check` judges them. Started by `npm run test:workspaces`, which says
// what the arguments are.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatTable } from '../envoy-agreement/print-agreement.ts';
import { type Figures, type Measured, measure, demands } from './measure.ts';
import { askOutside, type Outside } from './outside.ts';
import { planOf } from './plan.ts';
import { writtenPlan } from './written.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    list: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    sample: { type: 'string', default: '100' },
    show: { type: 'string' },
  },
});

async function main(): Promise<number> {
  if (values.show !== undefined) {
    for (const [uri, text] of writtenPlan(planOf(Number(values.show))).files)
      process.stdout.write(`--- ${uri}\n${text}\n`);
    return 0;
  }
  const measured = measure(Number(values.count), Number(values.seed));
  print(measured);
  const outside = await askOutside(measured.right, Number(values.sample));
  printOutside(outside);
  const tests = [...demands(measured), ...refusedBy(outside)].map(({ short }) => !short);
  const failed = tests.filter((passed) => !passed).length;
  if (process.env.TEST_COUNTS)
    writeFileSync(process.env.TEST_COUNTS, JSON.stringify({ passed: tests.length - failed, failed, skipped: 0 }));
  return failed === 0 ? 0 : 1;
}

function print(measured: Measured): void {
  const { figures, shortcomings } = measured;
  const short = shortcomings.filter((text) => text.includes(values.only));
  for (const text of short.slice(0, Number(values.list))) process.stdout.write(`${text.slice(0, 600)}\n`);
  process.stdout.write(`${short.length} shortcomings\n`);
  for (const [axis, rows] of figures)
    process.stdout.write(
      `${formatTable({ title: axis, head, rows: [...rows].map(([name, row]) => [name, ...cells(row)]) })}\n`,
    );
  for (const { claim, short: isShort } of demands(measured))
    process.stdout.write(`${isShort ? 'NOT REACHED' : 'reached'}: ${claim}\n`);
}

const head = ['', 'workspaces', 'silent', 'mistakes', 'found', 'at all ends', 'fixes', 'restore', 'without fix'];

const cells = (row: Figures): string[] =>
  [row.workspaces, row.silent, row.mistakes, row.found, row.atAllEnds, row.fixes, row.restored, row.withoutFix].map(
    String,
  );

function printOutside({ envoy, kubernetes }: Outside): void {
  for (const [who, { asked, refused }] of Object.entries({ Envoy: envoy, Kubernetes: kubernetes })) {
    const said =
      asked === undefined ? 'is not here and was not asked' : `accepts ${asked - refused.length} of ${asked} texts`;
    process.stdout.write(`${who} ${said}\n`);
    for (const text of refused.slice(0, 3)) process.stdout.write(`${text.slice(0, 1500)}\n`);
  }
}

const refusedBy = ({ envoy, kubernetes }: Outside) =>
  [envoy, kubernetes].filter(({ asked }) => asked !== undefined).map(({ refused }) => ({ short: refused.length > 0 }));

process.exitCode = await main();

// Turns the results of both sides into the printed table.
import type { Measured } from './measure.ts';
import type { Peer } from './peer.ts';

/** A workload with the results of both sides, one for each round. */
export interface WorkloadRuns {
  readonly title: string;
  readonly ours: readonly Measured[];
  readonly peer: readonly Measured[];
}

/** @param peer its name and the wait it has built in */
export function table(runs: readonly WorkloadRuns[], peer: Pick<Peer, 'name' | 'debounceMs'> | undefined): string {
  const head = [
    'workload',
    'ms, unless it says otherwise',
    'ours',
    ...(peer ? [peer.name, `less its wait of ${peer.debounceMs} ms`] : []),
  ];
  const rows = runs.flatMap(({ title, ours, peer: theirs }) =>
    figures.map(({ name, of, waits }) => {
      const waited = peer && waits ? of(theirs, peer.debounceMs) : undefined;
      return [title, name, of(ours), ...(peer ? [of(theirs), waited ?? ''] : [])];
    }),
  );
  return grid(head, rows, 2);
}

/** A table in Markdown. @param texts the number of left-aligned columns */
export function grid(head: readonly string[], rows: readonly (readonly string[])[], texts: number): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const width = (i: number) => widths[i] ?? 0;
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (i < texts ? cell.padEnd(width(i)) : cell.padStart(width(i)))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i < texts ? `:${'-'.repeat(width + 1)}` : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

interface Figure {
  readonly name: string;
  /** The time includes the built-in wait. */
  readonly waits?: true;
  /** @param less a wait to take off */
  readonly of: (results: readonly Measured[], less?: number) => string;
}

const figures: readonly Figure[] = [
  { name: 'start to initialized', of: (results) => median(results.map(({ start }) => start)) },
  {
    name: 'cold open to diagnostics',
    waits: true,
    of: (results, less) =>
      median(
        results.map(({ open }) => open.complete),
        less,
      ),
  },
  {
    name: 'keystroke to diagnostics, p50 / p95',
    waits: true,
    of: (results, less) =>
      spreadOf(
        results.flatMap(({ edits }) => edits.map(({ complete }) => complete)),
        less,
      ),
  },
  {
    name: 'last of ten quick keys to diagnostics',
    waits: true,
    of: (results, less) =>
      median(
        results.map(({ burst }) => burst),
        less,
      ),
  },
  {
    name: 'completion, p50 / p95',
    of: (results) => spreadOf(results.flatMap(({ completions }) => completions.map(({ ms }) => ms))),
  },
  { name: 'CPU per keystroke', of: (results) => median(results.map(({ cpuPerEdit }) => cpuPerEdit)) },
  { name: 'peak memory (MB)', of: (results) => median(results.map(({ peakMb }) => peakMb)) },
  {
    name: 'keystrokes answered',
    of: (results) => share(results.flatMap(({ edits }) => edits.map(({ complete }) => complete !== undefined))),
  },
  {
    name: 'errors put in: reported, and gone again',
    of: (results) => share(results.flatMap(({ breaks }) => breaks.map(({ reported, gone }) => reported && gone))),
  },
  { name: 'completion items found', of: (results) => found(results.flatMap(({ completions }) => completions)) },
];

const median = (values: readonly Sample[], less?: number): string => shown(quantile(values, 0.5), less);
const spreadOf = (values: readonly Sample[], less?: number): string =>
  values.length === 0 ? '–' : [0.5, 0.95].map((part) => shown(quantile(values, part), less)).join(' / ');

/** A time, unless there was no answer. */
type Sample = number | undefined;

/** The value below which such a part of the values lies; undefined without values. */
export function quantile(values: readonly Sample[], part: number): Sample {
  const sorted = values
    .filter((value): value is number => value !== undefined && Number.isFinite(value))
    .sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

export function shown(value: Sample, less = 0, digits = 1): string {
  if (value === undefined) return '–';
  const ms = Math.max(0, value - less);
  return ms.toFixed(ms >= 100 ? 0 : digits);
}

const share = (all: readonly boolean[]): string =>
  all.length === 0 ? '–' : `${all.filter(Boolean).length} of ${all.length}`;
const found = (samples: readonly Measured['completions'][number][]): string =>
  samples.length === 0
    ? '–'
    : `${samples.reduce((sum, sample) => sum + sample.found, 0)} of ${samples.reduce((sum, sample) => sum + sample.expected, 0)}`;

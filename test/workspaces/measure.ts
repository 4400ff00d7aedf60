import { type Files, fresh } from '../fixture/applied-actions.ts';
import { alarmsIn, described, judge, type Verdict } from './judge.ts';
import { type Mistake, mistakes, type Slip } from './mistakes.ts';
import { type Part, type Plan, planOf } from './plan.ts';
import { choices } from './random.ts';
import { writtenPlan, type Written } from './written.ts';

/** The figures of a kind of workspace or of mistake. */
export interface Figures {
  workspaces: number;
  silent: number;
  mistakes: number;
  found: number;
  atAllEnds: number;
  /** Preferred fixes, and those after which the workspace is clean. */
  fixes: number;
  restored: number;
  /** Mistakes that are found and have no preferred fix. */
  withoutFix: number;
}

/** A share that is demanded. */
interface Demand {
  readonly claim: string;
  /** Whether it is missed. */
  readonly short: boolean;
}

/** @param least the share of mistakes that must be found, in percent */
export function demands({ figures }: Measured, least = 99): readonly Demand[] {
  const all = figures.get('all')?.get('all') ?? none();
  const share = (part: number, whole: number, least: number, what: string): Demand => ({
    claim: `${what}: ${part} of ${whole} (${least} %)`,
    short: 100 * part < least * whole,
  });
  return [
    share(all.silent, all.workspaces, 100, 'right workspaces without a warning'),
    share(all.found, all.mistakes, least, 'mistakes found'),
    share(all.atAllEnds, all.mistakes, least, 'mistakes found at all their ends'),
    share(all.restored, all.fixes, 100, 'preferred fixes that restore the workspace'),
    ...[...(figures.get('mistake') ?? [])].map(([kind, row]) =>
      share(row.atAllEnds, row.mistakes, least, `found at all ends: ${kind}`),
    ),
  ];
}

const none = (): Figures => ({
  workspaces: 0,
  silent: 0,
  mistakes: 0,
  found: 0,
  atAllEnds: 0,
  fixes: 0,
  restored: 0,
  withoutFix: 0,
});

export interface Measured {
  /** By axis and value, such as `carrier` and `hostPath of the file`. */
  readonly figures: Map<string, Map<string, Figures>>;
  /** What is not as it should be. */
  readonly shortcomings: string[];
  /** Right workspaces and restored ones, of which a sample is shown to Envoy and Kubernetes. */
  readonly right: { readonly name: string; readonly files: Files; readonly configs?: Written['configs'] }[];
}

const axesOf = ({ parts, parts: [part], lineEnds }: Plan): readonly (readonly [string, string])[] =>
  part
    ? [
        ['carrier', part.carrier.name],
        ['start', startOf(part)],
        ['layout', layoutOf(part)],
        ['kind', `${part.scene.kind}${part.scene.native ? ', native sidecar' : ''}`],
        [
          'neighbor',
          parts.length === 1
            ? 'none'
            : parts.some(({ isNamesake }) => isNamesake)
              ? 'of the same names'
              : 'another app',
        ],
        ['line ends', lineEnds === '\n' ? 'LF' : 'CRLF'],
      ]
    : [];

const startOf = ({ carrier, start }: Part): string =>
  /config-yaml|comment|script/.test(carrier.name) ? 'given by the carrier' : start.name;

const layoutOf = ({ carrier, layout }: Part): string =>
  /generator|kustomization|patch|component/i.test(carrier.name) ? 'kustomization' : layout;

/** Makes workspaces, and in each of them the mistakes. @param each how many mistakes at most in a workspace */
export function measure(count: number, seed: number, each = Number.POSITIVE_INFINITY): Measured {
  const measured: Measured = { figures: new Map(), shortcomings: [], right: [] };
  for (let i = 0; i < count; i++) measureOne(planOf(seed + i), each, measured);
  return measured;
}

function measureOne(plan: Plan, each: number, measured: Measured): void {
  const written = writtenPlan(plan);
  const alarms = alarmsIn(fresh(written.files));
  const name = `workspace ${plan.seed} (${plan.parts.map(({ carrier }) => carrier.name).join(', ')})`;
  const axes = axesOf(plan);
  add(measured, axes, { workspaces: 1, silent: alarms.length === 0 ? 1 : 0 });
  if (alarms.length > 0) {
    measured.shortcomings.push(`${name}: false: ${alarms.join('; ')}`);
    return;
  }
  measured.right.push({ name, ...written });
  for (const [mistake, slip] of slipsIn(plan).slice(0, each)) {
    const verdict = judge(plan, mistake, slip);
    const { found, atAllEnds, fixes, failed, restored } = verdict;
    add(measured, [...axes, ['mistake', mistake.name]], {
      mistakes: 1,
      found: found ? 1 : 0,
      atAllEnds: atAllEnds ? 1 : 0,
      fixes,
      restored: fixes - failed.length,
      withoutFix: found && fixes === 0 ? 1 : 0,
    });
    measured.shortcomings.push(...shortcomingsOf(verdict).map((text) => `${name}: ${mistake.name}: ${text}`));
    if (failed.length === 0)
      for (const files of restored) measured.right.push({ name: `${name}, ${mistake.name} corrected`, files });
  }
}

/** The mistakes that can be made in the first part, in a random order. */
function slipsIn({ seed, parts: [part] }: Plan): (readonly [Mistake, Slip])[] {
  if (part?.carrier.unknown) return [];
  return choices(seed, 'mistakes')
    .shuffled(mistakes)
    .flatMap((mistake) => {
      const slip = part && mistake.make(part, choices(seed, mistake.name));
      return slip ? [[mistake, slip] as const] : [];
    });
}

function shortcomingsOf({ found, atAllEnds, fixes, failed, diagnostics }: Verdict): string[] {
  const said = diagnostics.map(described).join('; ');
  if (!found) return ['not found'];
  return [
    ...(atAllEnds ? [] : [`not at all ends: ${said}`]),
    ...(fixes > 0 ? [] : [`no fix: ${said}`]),
    ...failed.map((failure) => `not restored: ${failure}`),
  ];
}

function add({ figures }: Measured, rows: readonly (readonly [string, string])[], more: Partial<Figures>): void {
  for (const [axis, value] of [...rows, ['all', 'all'] as const]) addTo(figures, axis, value, more);
}

function addTo(figures: Measured['figures'], axis: string, value: string, more: Partial<Figures>): void {
  const rows = figures.get(axis) ?? new Map<string, Figures>();
  const old = rows.get(value) ?? none();
  for (const key of Object.keys(more) as (keyof Figures)[]) old[key] += more[key] ?? 0;
  rows.set(value, old);
  figures.set(axis, rows);
}

import type { TargetName } from './targets.ts';

/** The number of cases of a target that are right. */
export interface Figure {
  readonly name: TargetName;
  readonly right: number;
  readonly of: number;
}

/** A table of details below the figures: a head and rows of cells. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Cases to look at, one line each; as many are printed as `--list` says. */
export interface Listing {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What one part of the agreement test found. */
export interface Part {
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
  readonly listings: readonly Listing[];
}

export const figure = <T>(name: TargetName, cases: readonly T[], isRight: (one: T) => boolean): Figure => ({
  name,
  right: cases.filter(isRight).length,
  of: cases.length,
});

/** Groups cases by a name, in the order of the names. */
export function grouped<T>(
  cases: readonly T[],
  nameOf: (one: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const one of cases) groups.set(nameOf(one), [...(groups.get(nameOf(one)) ?? []), one]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `1 / 6`, with a mark where some are missing. */
export const countOf = <T>(cases: readonly T[], is: (one: T) => boolean): string => {
  const count = cases.filter(is).length;
  return count === cases.length ? `${count}` : `${count} of ${cases.length}`;
};

/**
 * Those with the fewest misfits, in their order.
 * @param misfits undefined if nothing is known, which never speaks against one
 */
export function fittingBest<T>(all: readonly T[], misfits: (one: T) => number | undefined): T[] {
  const counted = all.map((one) => ({ one, count: misfits(one) }));
  const least = counted.reduce((min, { count = min }) => Math.min(min, count), Number.POSITIVE_INFINITY);
  return counted.flatMap(({ one, count = least }) => (count === least ? [one] : []));
}

/** A number from 0 up to a limit, not included. */
export type Random = (limit: number) => number;

/** Numbers that are the same everywhere for a seed, by a linear congruential generator. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

export const oneOf = <T>(all: readonly T[], random: Random): T | undefined => all[random(all.length)];

/** So many of them, in another order. */
export function someOf<T>(all: readonly T[], count: number, random: Random): readonly T[] {
  const rest = [...all];
  for (let i = rest.length - 1; i > 0; i--) {
    const other = random(i + 1);
    [rest[i], rest[other]] = [rest[other] as T, rest[i] as T];
  }
  return rest.slice(0, count);
}

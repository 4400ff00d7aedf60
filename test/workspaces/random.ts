import { type Random, randomNumbers } from '../envoy-agreement/random-changes.ts';

/** Choices that are the same for the same seed. */
export interface Choices {
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(items: readonly [T, ...T[]] | readonly T[]) => T;
  /** In a random order. */
  readonly shuffled: <T>(items: readonly T[]) => T[];
}

/** @param purpose keeps choices apart: those of the style do not change if a workspace gets another mistake */
export function choices(seed: number, purpose: string): Choices {
  const mixed = [...purpose].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 2654435761), seed + 1);
  const random: Random = randomNumbers(Math.imul(mixed ^ (mixed >>> 15), 2246822507));
  for (let i = 0; i < 8; i++) random();
  const pick = <T>(items: readonly T[]): T => {
    const chosen = items[Math.floor(random() * items.length)];
    if (items.length === 0) throw new Error(`Nothing to choose from (${purpose}).`);
    return chosen as T;
  };
  return {
    pick,
    chance: (share) => random() < share,
    shuffled: (items) =>
      items
        .map((item) => ({ item, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
}

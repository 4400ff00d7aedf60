import { editDistance } from './edit-distance.ts';

/**
 * The candidates that a mistyped name may have meant, best first: those that differ in case or hyphens only, then by
 * slips of the finger, at most a third of the longer name. With `all`, every other candidate follows, for short lists.
 */
export function didYouMean(
  written: string,
  candidates: Iterable<string>,
  options: { readonly all?: boolean } = {},
): readonly string[] {
  const plain = simplify(written);
  return [...new Set(candidates)]
    .filter((candidate) => candidate !== written && (options.all || isNearInLength(plain, written, candidate)))
    .map((candidate) => ({ candidate, slips: editDistance(plain, simplify(candidate), true) }))
    .filter(({ candidate, slips }) => options.all || slips <= allowed(written, candidate))
    .sort((a, b) => a.slips - b.slips)
    .map(({ candidate }) => candidate);
}

/** Each typo changes the length by at most one, so long texts are skipped before they are compared. */
const isNearInLength = (plain: string, written: string, candidate: string): boolean =>
  Math.abs(plain.length - simplify(candidate).length) <= allowed(written, candidate);

const allowed = (a: string, b: string): number => Math.max(1, Math.floor(Math.max(a.length, b.length) / 3));

const simplify = (word: string): string => word.toLowerCase().replaceAll(/[-_]/g, '');

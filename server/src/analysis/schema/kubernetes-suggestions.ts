/**
 * The candidates a person may have meant by `written`, best first: those that differ in case or hyphens only, then by
 * edit distance, up to a third of the word's length. With `all` every other candidate follows, for short lists to pick from.
 */
export function rankSuggestions(
  written: string,
  candidates: readonly string[],
  options: { readonly all?: boolean } = {},
): readonly string[] {
  const limit = Math.max(1, Math.floor(written.length / 3));
  const plain = simplify(written);
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(plain, simplify(candidate)) }))
    .filter(({ distance }) => options.all || distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .map(({ candidate }) => candidate);
}

const simplify = (word: string): string => word.toLowerCase().replaceAll(/[-_]/g, '');

/** Damerau-Levenshtein (optimal string alignment): an insertion, deletion, replacement or swap of neighbours counts 1. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

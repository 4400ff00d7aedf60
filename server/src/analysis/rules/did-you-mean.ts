/**
 * The candidates that a mistyped name may have meant, best first: same but for case, then few slips of the finger
 * (insert, delete, replace, swap neighbours), at most a third of the name.
 */
export function didYouMean(name: string, candidates: Iterable<string>): readonly string[] {
  const ranked: { candidate: string; slips: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === name) continue;
    const slips =
      candidate.toLowerCase() === name.toLowerCase() ? 0 : editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (slips <= Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3)))
      ranked.push({ candidate, slips });
  }
  return ranked
    .sort((a, b) => a.slips - b.slips || a.candidate.localeCompare(b.candidate))
    .map(({ candidate }) => candidate);
}

/** Optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (older[j - 2] ?? 0) + 1);
      row.push(least);
    }
    older = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

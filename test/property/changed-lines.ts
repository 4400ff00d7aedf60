/** Lines shown around a change, and at most of each text. */
const AROUND = 3;
const MOST = 20;

/** What a failed property prints of a change: the lines that differ, with those around them, before and after. */
export function changedLines(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const start = old.findIndex((line, i) => line !== now[i]);
  if (start < 0 && old.length === now.length) return 'no change';
  const first = start < 0 ? old.length : start;
  let same = 0;
  while (same < Math.min(old.length, now.length) - first && old.at(-1 - same) === now.at(-1 - same)) same++;
  const shown = (lines: readonly string[], sign: string): string[] => {
    const part = lines.slice(Math.max(0, first - AROUND), lines.length - same + AROUND);
    return [...part.slice(0, MOST), ...(part.length > MOST ? ['…'] : [])].map((line) => `${sign} ${line}`);
  };
  return [`line ${first + 1}`, ...shown(old, '-'), ...shown(now, '+')].join('\n');
}

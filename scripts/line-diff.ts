/** Unchanged lines shown on both sides of a change. */
const CONTEXT = 3;

/** The changed lines of a text with some lines around them, marked as in `diff -u`. `…` replaces the other lines. */
export function lineDiff(before: string, after: string): string {
  const lines = markedLines(split(before), split(after));
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(({ mark }) => mark !== ' '),
  );
  return lines
    .flatMap(({ mark, text }, i) =>
      near[i] ? [`${mark}${text}`.trimEnd()] : i > 0 && near[i - 1] && near.includes(true, i) ? ['…'] : [],
    )
    .join('\n');
}

interface MarkedLine {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

const split = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** By the longest common subsequence; the texts are examples of a few dozen lines. */
function markedLines(a: readonly string[], b: readonly string[]): MarkedLine[] {
  const common = lengths(a, b);
  const lines: MarkedLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, now] = [a[i], b[j]];
    if (old !== undefined && old === now) {
      lines.push({ mark: ' ', text: old });
      i++;
      j++;
    } else if (old !== undefined && (now === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ mark: '-', text: old });
      i++;
    } else {
      lines.push({ mark: '+', text: now ?? '' });
      j++;
    }
  }
  return lines;
}

const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** `[i][j]`: how many lines the tails from `i` and from `j` have in common. */
function lengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row)
        row[j] = a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  return table;
}

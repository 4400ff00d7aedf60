import type { TextRange } from '../../text/text-range.ts';
import type { Line } from '../syntax/structure-lines.ts';
import type { YamlRepair } from './yaml-repair.ts';

/** The line of an error, or one beside it, moved to where its neighbours stand. */
export function indentRepairs(lines: readonly Line[], error: TextRange): YamlRepair[] {
  const at = lines.findLastIndex(({ start }) => start <= error.start);
  return [at, at + 1, at - 1].flatMap((i) => {
    const line = lines[i];
    if (!line) return [];
    const columns = [
      contentOf(lines[i - 1]),
      indentOf(lines[i - 1]),
      indentOf(lines[i + 1]),
      contentOf(lines[i - 1]) + 2,
    ];
    return [...new Set(columns)]
      .filter((column) => column >= 0 && column !== indentOf(line))
      .map((column) => ({
        title: "Set indentation of '{0}' to {1}",
        args: [line.text.trim().slice(0, 40), column],
        edits: [{ range: { start: line.start, end: line.start + indentOf(line) }, newText: ' '.repeat(column) }],
        sure: false,
      }));
  });
}

const indentOf = (line: Line | undefined): number => (line ? (/^[ \t]*/.exec(line.text)?.[0].length ?? 0) : -1);

/** Column of the first key, behind the dashes of a list. */
const contentOf = (line: Line | undefined): number =>
  line ? (/^[ \t]*(?:- +)*/.exec(line.text)?.[0].length ?? 0) : Number.NEGATIVE_INFINITY;

import type { TextEdit } from '../text/text-range.ts';
import type { Line } from './structure-lines.ts';
import type { YamlRepair } from './yaml-repair.ts';

/** Spaces in place of the tabs in the indentation of all lines: as deep as the lines around them ask for, or evenly. */
export function tabRepair(lines: readonly Line[]): YamlRepair[] {
  const tabbed = lines.filter(({ text }) => /^ *\t/.test(text));
  if (tabbed.length === 0) return [];
  const everywhere = tabbed.length > lines.filter(({ text }) => text.startsWith(' ')).length;
  const uniform = [2, 4, 8].map((width) => expanded(tabbed, width));
  const ways = everywhere ? [...uniform, byNeighbours(lines)] : [byNeighbours(lines), ...uniform];
  return ways.map((edits) => ({
    title: 'Replace tabs in the indentation with spaces',
    args: [],
    edits,
    sure: true,
  }));
}

/** Every tab as so many spaces: for files that are indented by tabs throughout. */
const expanded = (tabbed: readonly Line[], width: number): TextEdit[] =>
  tabbed.map((line) =>
    reindented(
      line,
      [...indentOf(line)].reduce((sum, c) => sum + (c === '\t' ? width : 1), 0),
    ),
  );

/** Line by line, by what the line above and the line below leave possible. */
function byNeighbours(lines: readonly Line[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let above: Neighbour | undefined;
  for (const [i, line] of lines.entries()) {
    const tabbed = /^ *\t/.test(line.text);
    const below = lines.slice(i + 1).find(({ text }) => !/^ *\t/.test(text));
    const column = tabbed ? columnBetween(above, line, below) : indentOf(line).length;
    if (tabbed) edits.push(reindented(line, column));
    above = neighbour(line, column);
  }
  return edits;
}

interface Neighbour {
  /** Column where its keys stand, behind the dashes of a list. */
  readonly content: number;
  readonly opens: boolean;
}

const neighbour = ({ text }: Line, column: number): Neighbour => ({
  content: column + (/^(?:- +)*/.exec(text.trimStart())?.[0].length ?? 0),
  opens: opens(text),
});

/** True for a key whose value begins on the next line. */
const opens = (text: string): boolean => /:[ \t]*(?:#.*)?$/.test(text);

function columnBetween(above: Neighbour | undefined, line: Line, below: Line | undefined): number {
  const least = above ? (above.opens ? above.content + 2 : 0) : 0;
  const most = above && !above.opens ? above.content : Number.POSITIVE_INFINITY;
  const next = below ? indentOf(below).length : (above?.content ?? 0);
  // A key without a value has what is below it inside; a dash may stand as deep as its key.
  const wanted = opens(line.text) && !/^\s*- /.test(below?.text ?? '') ? next - 2 : next;
  return Math.max(0, Math.min(Math.max(wanted, least), most));
}

const indentOf = ({ text }: Line): string => /^[ \t]*/.exec(text)?.[0] ?? '';

const reindented = (line: Line, column: number): TextEdit => ({
  range: { start: line.start, end: line.start + indentOf(line).length },
  newText: ' '.repeat(column),
});

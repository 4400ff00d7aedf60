import { MAX_DEPTH } from '../syntax/convert-node.ts';
import type { TextEdit } from '../../text/text-range.ts';
import type { Line } from '../syntax/structure-lines.ts';
import type { YamlRepair } from './yaml-repair.ts';

/** Spaces in place of the tabs in the indentation of all lines: as deep as the lines around them ask for, or evenly. */
export function tabRepair(lines: readonly Line[]): YamlRepair[] {
  const tabbed = lines.filter(isTabbed);
  if (tabbed.length === 0) return [];
  const everywhere = tabbed.length > lines.filter(({ text }) => text.startsWith(' ')).length;
  const uniform = [2, 4, 8].map((width) => expanded(tabbed, width));
  const ways = everywhere ? [...uniform, byNeighbours(lines)] : [byNeighbours(lines), ...uniform];
  return ways
    .filter((edits) => edits.length > 0)
    .map((edits) => ({
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

/** Nothing is indented further: the text would grow with the square of its lines. */
const MAX_COLUMN = 2 * MAX_DEPTH;

/** Line by line, by what the line above and the line below leave possible; none where that leads too far right. */
function byNeighbours(lines: readonly Line[]): TextEdit[] {
  const edits: TextEdit[] = [];
  const belows = linesBelow(lines);
  let above: Neighbour | undefined;
  for (const [i, line] of lines.entries()) {
    const tabbed = isTabbed(line);
    const below = belows[i];
    const column = tabbed ? columnBetween(above, line, below) : indentOf(line).length;
    if (column > MAX_COLUMN) return [];
    if (tabbed) edits.push(reindented(line, column));
    above = neighbour(line, column);
  }
  return edits;
}

/** Of each line the next one below that has no tab. */
function linesBelow(lines: readonly Line[]): readonly (Line | undefined)[] {
  const found: (Line | undefined)[] = [];
  let next: Line | undefined;
  for (let i = lines.length - 1; i >= 0; i--) {
    found[i] = next;
    const line = lines[i];
    if (line && !isTabbed(line)) next = line;
  }
  return found;
}

const isTabbed = ({ text }: Line): boolean => /^ *\t/.test(text);

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

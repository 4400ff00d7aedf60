import type { TextRange } from '../text/text-range.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { scanLines, type YamlLines } from '../yaml/syntax/yaml-lines.ts';

/** A part of a file that an editor can fold to its first line. */
export interface FoldingRange {
  /** From a character of the first line to one of the last line. */
  readonly range: TextRange;
  readonly kind: 'comment' | 'block';
}

/** A key or an item that is not at its end yet. */
interface Open {
  readonly column: number;
  readonly line: number;
  readonly isItem: boolean;
}

/**
 * The parts of a file that can be folded: keys and items with their lines, also in a config inside of a manifest, and comments.
 * They come from the columns of the lines, so that an unfinished line does not unfold the rest. Unlike an editor's own folding by
 * indentation, a list at the column of its key belongs to the key.
 * @returns undefined for a file that we do not know
 */
export function foldingRanges(workspace: Workspace, uri: string): readonly FoldingRange[] | undefined {
  const file = workspace.files.get(uri);
  const lines = file && isKnown(file) ? scanLines(file.text) : undefined;
  if (!lines) return undefined;
  return [...commentRanges(lines), ...blockRanges(lines)].sort((a, b) => a.range.start - b.range.start);
}

const isKnown = ({ kind }: SourceFile): boolean => kind !== 'other';

function blockRanges(lines: YamlLines): readonly FoldingRange[] {
  const found: FoldingRange[] = [];
  const open: Open[] = [];
  let last = -1;
  const close = (column: number, isItem: boolean) => {
    for (let top = open.at(-1); top && ends(top, column, isItem); top = open.at(-1)) {
      open.pop();
      const isFirst = open.at(-1)?.line !== top.line;
      if (isFirst && last > top.line) found.push({ range: rangeOf(lines, top.line, last), kind: 'block' });
    }
  };
  for (let line = 0; line < lines.count; line++) {
    if (lines.isTrivia(line)) continue;
    for (const { column, isItem } of startsOn(lines, line)) {
      close(column, isItem);
      open.push({ column, line, isItem });
    }
    last = line;
  }
  close(-1, false);
  return found;
}

/** An item at the column of a key belongs to the key. */
const ends = (open: Open, column: number, isItem: boolean): boolean =>
  open.column > column || (open.column === column && (open.isItem || !isItem));

/** The columns of the dashes of a line, and of what follows them. */
function startsOn({ text, starts, indents }: YamlLines, line: number): readonly Omit<Open, 'line'>[] {
  const start = starts[line] ?? 0;
  const found: Omit<Open, 'line'>[] = [];
  let at = start + (indents[line] ?? 0);
  while (text[at] === '-' && /[ \n]/.test(text[at + 1] ?? '\n')) {
    found.push({ column: at - start, isItem: true });
    at++;
    while (text[at] === ' ') at++;
  }
  if (text[at] !== undefined && text[at] !== '\n') found.push({ column: at - start, isItem: false });
  return found;
}

/** Comments on two or more lines that follow each other. */
function commentRanges(lines: YamlLines): readonly FoldingRange[] {
  const found: FoldingRange[] = [];
  for (let line = 0; line < lines.count; line++) {
    const first = line;
    while (line < lines.count && isComment(lines, line)) line++;
    if (line - first > 1) found.push({ range: rangeOf(lines, first, line - 1), kind: 'comment' });
  }
  return found;
}

const isComment = ({ text, starts, indents }: YamlLines, line: number): boolean =>
  text[(starts[line] ?? 0) + (indents[line] ?? 0)] === '#';

/** @param first a line @param last a line below it */
const rangeOf = ({ starts, indents }: YamlLines, first: number, last: number): TextRange => ({
  start: (starts[first] ?? 0) + (indents[first] ?? 0),
  end: (starts[last] ?? 0) + (indents[last] ?? 0),
});

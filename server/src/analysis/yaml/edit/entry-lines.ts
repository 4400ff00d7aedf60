import { columnOf, lineAfter, lineEnd, lineStart } from '../../text/line-places.ts';
import { eol } from './yaml-edit.ts';
import type { YamlEntry, YamlNode } from '../syntax/yaml-node.ts';

/** The end of an entry's last line; lines of comments that stand deeper than its key belong to it. */
export function linesEnd(text: string, { key, range }: YamlEntry): number {
  const column = columnOf(text, key.range.start);
  let end = lineEnd(text, range.end);
  for (let next = lineAfter(text, end); next < text.length; next = lineAfter(text, end)) {
    const indent = /^( *)#/.exec(text.slice(next, lineEnd(text, next)))?.[1];
    if (indent === undefined || indent.length <= column) break;
    end = lineEnd(text, next);
  }
  return end;
}

/** Where the comments begin that stand right above an entry, as deep as its key. */
export function commentsStart(text: string, { key }: YamlEntry): number {
  const column = columnOf(text, key.range.start);
  let start = lineStart(text, key.range.start);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (/^( *)#/.exec(text.slice(above, start))?.[1]?.length !== column) break;
    start = above;
  }
  return start;
}

/** Lines behind the first one with as many blanks more, or fewer, before them. */
export const shifted = (lines: string, by: number): string =>
  lines
    .split('\n')
    .map((line, i) => (i === 0 ? line : shiftedLine(line, by)))
    .join('\n');

/** Lines of blanks move as well: in a block scalar the blanks count. */
function shiftedLine(line: string, by: number): string {
  if (line === '' || line === '\r') return line;
  const indent = line.search(/[^ ]|$/);
  return ' '.repeat(Math.max(0, indent + by)) + line.slice(indent);
}

/** A line break and the blanks before a key. */
export const newLine = (text: string, column: number): string => eol(text) + ' '.repeat(column);

/** Whether a mark of comments stands outside of quotes. */
export const hasHash = (text: string): boolean => text.replace(/"[^"\n]*"|'[^'\n]*'/g, '').includes('#');

/** A text on several lines outside of a block scalar, of which readers disagree how deep its lines must stand. */
export const isFolded = (text: string, node: YamlNode): boolean =>
  node.kind === 'scalar' &&
  !/literal|folded/.test(node.style) &&
  text.slice(node.range.start, node.range.end).includes('\n');

import { columnOf, lineAfter, lineEnd, lineStart } from '../../text/line-places.ts';
import { eol } from './yaml-edit.ts';
import type { YamlEntry, YamlNode } from '../syntax/yaml-node.ts';

/** The end of an entry's last line. Comment lines that are indented more than its key belong to it. */
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

/** Start of the comments directly above an entry, with the indentation of its key. */
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

/** The lines after the first one, with more or fewer spaces before them. */
export const shifted = (lines: string, by: number): string =>
  lines
    .split('\n')
    .map((line, i) => (i === 0 ? line : shiftedLine(line, by)))
    .join('\n');

/** Blank lines move as well, because the spaces count in a block scalar. */
function shiftedLine(line: string, by: number): string {
  if (line === '' || line === '\r') return line;
  const indent = line.search(/[^ ]|$/);
  return ' '.repeat(Math.max(0, indent + by)) + line.slice(indent);
}

/** A line break and the spaces before a key. */
export const newLine = (text: string, column: number): string => eol(text) + ' '.repeat(column);

/** Whether a # is outside of quotes. */
export const hasHash = (text: string): boolean => text.replace(/"[^"\n]*"|'[^'\n]*'/g, '').includes('#');

/** A text on several lines, except a block scalar. Parsers disagree about how much its lines must be indented. */
export const isFolded = (text: string, node: YamlNode): boolean =>
  node.kind === 'scalar' &&
  !/literal|folded/.test(node.style) &&
  text.slice(node.range.start, node.range.end).includes('\n');

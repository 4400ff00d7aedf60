import type { TextEdit, TextRange } from '../../text/text-range.ts';
import type { Line } from '../syntax/structure-lines.ts';

/** A line that someone is still writing, and a change without the error if it is the cause. */
export interface IncompleteLine {
  /** What is written, without the dashes before it. */
  readonly range: TextRange;
  readonly message: string;
  readonly args?: readonly string[];
  readonly edit: TextEdit;
}

/**
 * Lines that may be half written and so the cause of an error, the likeliest first: a key without its colon, one whose quote is
 * open, a lone key or dash. The parser takes what follows for more of them and finds the error down there.
 */
export function incompleteLines(lines: readonly Line[], error: TextRange): readonly IncompleteLine[] {
  const at = lines.findLastIndex(({ start }) => start <= error.start);
  const beside = [at, at - 1].flatMap((i) => {
    const line = lines[i];
    return line ? [{ line, i }] : [];
  });
  return [
    ...openKey(lines),
    ...beside.flatMap(({ line }) => [
      ...keyWithoutColon(line),
      ...(isWordOrDash(line) ? lineTooMany(line, error) : []),
    ]),
    ...beside.flatMap(({ line, i }) => (isEmptyKey(lines, i) ? lineTooMany(line, error) : [])),
  ];
}

const word = /^([ \t]*(?:- +)*)((?:[A-Za-z_]|["']@?)[\w.-]*["']?)[ \t]*$/;

function keyWithoutColon(line: Line): IncompleteLine[] {
  const [found, before = '', key = ''] = word.exec(line.text) ?? [];
  if (found === undefined) return [];
  const start = line.start + before.length;
  const range = { start, end: start + key.length };
  return [{ range, message: 'Expected a colon and a value after this key.', edit: insertion(range.end, ':') }];
}

/** The first key whose quote is open: its text goes on to the next quote, so that the error may be anywhere below. */
function openKey(lines: readonly Line[]): IncompleteLine[] {
  for (const line of lines) {
    const [found, before = '', key = '', quote = ''] = /^([ \t]*(?:- +)*)((["'])[\w.@-]*)[ \t]*$/.exec(line.text) ?? [];
    if (found === undefined) continue;
    const start = line.start + before.length;
    const range = { start, end: start + key.length };
    const message = 'Unterminated string. Add the closing {0}.';
    return [{ range, message, args: [quote], edit: insertion(range.end, `${quote}:`) }];
  }
  return [];
}

/** A line that fits nowhere, as it is written so far. Where the error lies on it alone, the error says more. */
function lineTooMany(line: Line, error: TextRange): IncompleteLine[] {
  const content = line.text.trim();
  const start = line.start + indentOf(line);
  const range = { start, end: start + content.length };
  if (error.start >= start && error.start < range.end && error.end <= line.end + 1) return [];
  return [
    {
      range,
      message: 'This line is incomplete, or it is not aligned with the lines around it.',
      edit: { range: { start: line.start, end: line.end }, newText: '' },
    },
  ];
}

const isWordOrDash = ({ text }: Line): boolean => /^\s*(?:- *)+$/.test(text) || word.test(text);

/** A key without a value, where the next line is too far left to be meant as one. */
function isEmptyKey(lines: readonly Line[], i: number): boolean {
  const [above, line, below] = [lines[i - 1], lines[i], lines[i + 1]];
  if (!line || !/^["']?[\w@.-]+["']?:$/.test(line.text.trim())) return false;
  return !!above && !!below && indentOf(below) <= contentOf(above);
}

const indentOf = ({ text }: Line): number => text.search(/\S/);

/** Column of the key, behind the dashes of a list. */
const contentOf = ({ text }: Line): number => /^[ \t]*(?:- +)*/.exec(text)?.[0].length ?? 0;

const insertion = (offset: number, newText: string): TextEdit => ({ range: { start: offset, end: offset }, newText });

import { lineStart } from '../../text/line-places.ts';
import type { TextEdit } from '../../text/text-range.ts';
import type { YamlMap, YamlSeq } from '../syntax/yaml-node.ts';

/**
 * Brackets instead of a collection. Those of a block are written on the line of its key, because the column of the dashes may be
 * that of the key, where brackets are not its value. Anchors, tags and comments between are kept.
 */
export function emptied(text: string, { flow, range }: YamlMap | YamlSeq, brackets: string): TextEdit {
  const colon = flow ? undefined : colonAbove(text, range.start);
  if (colon === undefined) return { range, newText: brackets };
  const between = text.slice(colon + 1, range.start);
  const marks = words(between).findIndex(({ word }) => !isMark(word));
  const end = marks < 0 ? between.length : (words(between)[marks]?.start ?? 0);
  const [before, comments] = [between.slice(0, end).trimEnd(), between.slice(end).trim()];
  return { range: { start: colon + 1, end: range.end }, newText: `${before} ${brackets}${comments && ` ${comments}`}` };
}

/** The colon of the key above an offset, with only anchors, tags, comments and blank lines between. */
function colonAbove(text: string, offset: number): number | undefined {
  let start = lineStart(text, offset);
  if (text.slice(start, offset).trim() !== '') return undefined;
  while (start > 0) {
    const end = start - 1;
    start = lineStart(text, end);
    const line = text.slice(start, end);
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const colon = colonOfKey(line);
    return colon === undefined ? undefined : start + colon;
  }
  return undefined;
}

/** The colon of a key whose value begins on another line. */
function colonOfKey(line: string): number | undefined {
  let colon: number | undefined;
  for (const { word, start } of words(line)) {
    if (colon !== undefined && word.startsWith('#')) break;
    if (word.endsWith(':')) colon = start + word.length - 1;
    else if (!isMark(word)) colon = undefined;
  }
  return colon;
}

const isMark = (word: string): boolean => word.startsWith('&') || word.startsWith('!');

const words = (text: string) => [...text.matchAll(/\S+/g)].map(({ 0: word, index: start }) => ({ word, start }));

// What a line of YAML looks like, without its context.
import type { YamlLines } from '../syntax/yaml-lines.ts';

/** A key that takes one line for every reader. Other texts may be keys too, but are not divided. */
const key = /(?:[A-Za-z0-9_/$][^\s:]*(?: +[^\s:#][^\s:]*)*|"[^"\\\n]*"|'[^'\n]*'):(?=[ \r\n]|$)/y;
/** `key:` with nothing after it. */
export const header = /([A-Za-z0-9_/$][^\s:]*(?: +[^\s:#][^\s:]*)*):(?: +#[^\n]*| *)(?=\r?\n|$)/y;

/**
 * What is not a key: words without a colon, a quote that no colon follows or that does not end on its line, an open bracket, and
 * what no value begins with in this place (YAML 1.2.2, 7.3.3). A colon without a key is allowed by YAML, but is almost always a
 * mistake: if a leaf with such a line has no error, the whole text is parsed.
 */
const noKey =
  /(?:(?:[\w/$.(<~+^=]|-[^\s:#-])(?:[^:\n]|:(?=\S))*|"(?:[^"\\\n]|\\[^\n])*(?:\\?|"(?![ \t]*:)[^\n]*)|'(?:[^'\n]|'')*(?:'(?!'|[ \t]*:)[^\n]*)?|[{[][^}\]\n]*|[,%@`|>][^\n]*|:(?=[ \t\r\n]|$)[^\n]*|[*&][ \t][^\n]*|[*&]\r?)(?=\n|$)/y;

/** Whether a line in the column of a collection certainly begins none of its entries or items. */
export function isMisfit({ text, starts, indents }: YamlLines, line: number, of: 'map' | 'seq'): boolean {
  const at = (starts[line] ?? 0) + (indents[line] ?? 0);
  return cannotBeKey(text, at) || (of === 'seq' && isKey(text, at));
}

/** Whether the text from the first character of a line is certainly not a key. */
export function cannotBeKey(text: string, at: number): boolean {
  noKey.lastIndex = at;
  return noKey.test(text);
}

/** Whether the text from an offset is a key that takes one line. */
export const isKey = (text: string, at: number): boolean => keyEnd(text, at) !== undefined;

/** The end of the key at an offset, after its colon. Undefined if it does not take one line. */
export function keyEnd(text: string, at: number): number | undefined {
  key.lastIndex = at;
  return key.test(text) ? key.lastIndex : undefined;
}

/** Whether a line begins a list item. */
export function isDash({ text, starts, indents }: YamlLines, line: number): boolean {
  const at = (starts[line] ?? 0) + (indents[line] ?? 0);
  return text[at] === '-' && /^[ \r\n]?$/.test(text[at + 1] ?? '');
}

/** Whether a line begins with a closing bracket. */
export function closes({ text, starts, indents }: YamlLines, line: number): boolean {
  const char = text[(starts[line] ?? 0) + (indents[line] ?? 0)];
  return char === ']' || char === '}';
}

/** Whether an entry or item begins on a line. */
export const begins = (lines: YamlLines, line: number, of: 'map' | 'seq'): boolean =>
  of === 'seq' ? isDash(lines, line) : isKey(lines.text, (lines.starts[line] ?? 0) + (lines.indents[line] ?? 0));

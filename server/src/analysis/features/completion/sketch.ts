import type { KeyStyle } from './key-style.ts';

/** What a new value begins with: the parts that belong to it in any case, and stops for what only the author knows. */
export type Sketch =
  | { readonly kind: 'stop'; readonly stop: Stop }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'map'; readonly entries: readonly SketchEntry[] }
  | { readonly kind: 'list'; readonly item: Sketch };

export type SketchEntry = readonly [key: string, value: Sketch];

interface Stop {
  /** What it says until something else is written, as YAML. */
  readonly usual?: string;
  /** Stops with the same word say the same. */
  readonly word?: string;
  /** It says what the stop with this word says until something else is written. */
  readonly like?: string;
}

export const stop = (usual?: string): Sketch => ({ kind: 'stop', stop: usual === undefined ? {} : { usual } });

/** A stop whose text is written once for all stops with the same word. */
export const word = (name: string, usual?: string): Sketch => ({
  kind: 'stop',
  stop: { word: name, ...(usual !== undefined && { usual }) },
});

/** A stop that begins with the text of a word. */
export const stopLike = (name: string): Sketch => ({ kind: 'stop', stop: { like: name } });

/** The text of a sketch as a snippet, and whether its first stop is empty. */
export interface WrittenSketch {
  readonly snippet: string;
  readonly asksFirst: boolean;
}

/** Writes the value of a key at a column in block style, from behind the colon. */
export function valueSnippet(value: Sketch, column: number, style: KeyStyle): WrittenSketch {
  const numbers: Numbers = { words: new Map(), last: 0 };
  const snippet = withFinalStop(valueText(value, column, style, numbers), numbers.last);
  const first = /\$(?:(\d)|\{\d+:)/.exec(snippet);
  return { snippet, asksFirst: first?.[1] !== undefined };
}

/**
 * An empty stop at the end is the final one, where editors end the snippet. Otherwise they would mark what is accepted there
 * as the content of the stop until it is left.
 */
function withFinalStop(snippet: string, last: number): string {
  const isAgain = snippet.slice(0, -1).includes(`$${last}`) || snippet.includes(`{${last}:`);
  return !isAgain && snippet.endsWith(`$${last}`) ? `${snippet.slice(0, -`${last}`.length)}0` : snippet;
}

/** Writes entries at a column, on lines of their own. */
export const entriesSnippet = (entries: readonly SketchEntry[], column: number, style: KeyStyle): WrittenSketch =>
  valueSnippet({ kind: 'map', entries }, column - style.indent, style);

/** Numbers stops in the order of the text. */
interface Numbers {
  readonly words: Map<string, number>;
  last: number;
}

function next(numbers: Numbers, word?: string): number {
  const known = word === undefined ? undefined : numbers.words.get(word);
  if (known !== undefined) return known;
  numbers.last++;
  if (word !== undefined) numbers.words.set(word, numbers.last);
  return numbers.last;
}

function valueText(value: Sketch, column: number, style: KeyStyle, numbers: Numbers): string {
  switch (value.kind) {
    case 'text':
      return ` ${escaped(value.text)}`;
    case 'stop':
      return ` ${stopText(value.stop, numbers)}`;
    case 'map':
      return `\n${' '.repeat(column + style.indent)}${inside(value, column + style.indent, style, numbers)}`;
    case 'list':
      return `\n${' '.repeat(column + style.dashIndent)}- ${inside(value.item, column + style.dashIndent + 2, style, numbers)}`;
  }
}

/** What stands where the line has reached the column. */
function inside(value: Sketch, column: number, style: KeyStyle, numbers: Numbers): string {
  if (value.kind === 'list') return `- ${inside(value.item, column + 2, style, numbers)}`;
  if (value.kind !== 'map') return valueText(value, column, style, numbers).slice(1);
  if (value.entries.length === 0) return `$${next(numbers)}`;
  const lines = value.entries.map(([key, one]) => `${escaped(key)}:${valueText(one, column, style, numbers)}`);
  return lines.join(`\n${' '.repeat(column)}`);
}

/** Quotes stay around what is written. */
function stopText({ usual, word, like }: Stop, numbers: Numbers): string {
  const isAgain = word !== undefined && numbers.words.has(word);
  const number = next(numbers, word);
  if (isAgain) return `$${number}`;
  const other = like === undefined ? undefined : numbers.words.get(like);
  if (other !== undefined) return `\${${number}:$${other}}`;
  if (usual === undefined) return `$${number}`;
  const [, quote = '', text = ''] = /^(["']?)(.*?)\1$/.exec(usual) ?? [];
  return `${quote}\${${number}:${escaped(text)}}${quote}`;
}

/** A text in a snippet. */
export const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

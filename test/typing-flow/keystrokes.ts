import { indentAfterEnter } from './editor-indent.ts';

/** A text after a key was pressed. */
export interface Keystroke {
  readonly text: string;
  /** Where the line that is being written starts, and the end of it. */
  readonly line: { readonly start: number; readonly end: number };
  /** The number of the line within what is written, from 0. */
  readonly row: number;
}

/**
 * What a person types, key by key: characters from top to bottom, with the brackets and quotes that VS Code closes, and its
 * indentation after Enter, which Tab and Shift+Tab correct.
 * @param before the text before the cursor
 * @param wanted what is written. It starts with a line break if the cursor is at the end of a finished line
 * @param after the text behind the cursor
 */
export function* keystrokes(before: string, wanted: string, after: string): Generator<Keystroke> {
  let finished = before;
  for (const [row, wantedLine] of wanted.split('\n').entries()) {
    const isFirst = row === 0;
    const own = isFirst ? '' : ' '.repeat(indentAfterEnter(lastLine(finished)));
    if (!isFirst) finished = `${finished.replace(/(^|\n)[ \t]+$/, '$1')}\n`;
    const start = finished.length - (isFirst ? lastLine(finished).length : 0);
    const state = (line: string): Keystroke => ({
      ...{ text: `${finished}${line}${after}`, row },
      line: { start, end: finished.length + line.length },
    });
    if (!isFirst) yield state(own);
    if (wantedLine.trim() === '') continue;
    for (const line of lineStates(own, wantedLine)) yield state(line);
    finished += wantedLine;
  }
}

/** The states of a line, from its indentation on. */
function* lineStates(own: string, wanted: string): Generator<string> {
  const indent = (/^ */.exec(wanted)?.[0] ?? '').length;
  for (let at = own.length; at !== indent; ) {
    at = at < indent ? Math.min(at + 2, indent) : Math.max(at - 2, indent);
    yield ' '.repeat(at);
  }
  let closers = '';
  for (let at = indent; at < wanted.length; at++) {
    const typed = wanted[at] ?? '';
    if (closers.startsWith(typed)) closers = closers.slice(1);
    else closers = closed(wanted.slice(0, at), typed) + closers;
    yield wanted.slice(0, at + 1) + closers;
  }
}

const pairs: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')', '"': '"', "'": "'" };

/** What VS Code closes at once. A quote behind a letter is an apostrophe or the end of a text. */
function closed(before: string, typed: string): string {
  const isQuote = typed === '"' || typed === "'";
  return isQuote && /[\w"'\\]$/.test(before) ? '' : (pairs[typed] ?? '');
}

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);

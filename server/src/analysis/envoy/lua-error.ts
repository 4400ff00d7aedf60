import luaparse from 'luaparse';
import type { TextRange } from '../text/text-range.ts';
import type { Words } from './message-checks/message-check.ts';

/** Why LuaJIT does not read a script. The range is an offset in the script and covers the line from there. */
export interface LuaError {
  readonly words: Words;
  readonly range: TextRange;
}

/**
 * The first syntax error of a script. Undefined if LuaJIT accepts it, or may accept what the parser does not (compared with Envoy
 * 1.40 in test/envoy/lua-error.test.ts).
 */
export function luaError(script: string): LuaError | undefined {
  if (isBeyondParser(script)) return undefined;
  try {
    luaparse.parse(script, { luaVersion: 'LuaJIT', comments: false, extendedIdentifiers: true });
    return undefined;
  } catch (error) {
    // The parser is recursive: too deep a script is left alone, as is anything else that is not an error in the script.
    return error instanceof SyntaxError && 'index' in error
      ? described(script, error.message, Number(error.index))
      : undefined;
  }
}

/** Byte code, a first line for a shell, texts that C ends earlier, parts that are left out, and numbers that the parser lacks. */
const isBeyondParser = (script: string): boolean =>
  ['\x1b', '\ufeff', '#'].some((start) => script.startsWith(start)) ||
  script.includes('\0') ||
  /\b0(?:[bB][01]|[xX]\.)|^[ \t]*(?:\.\.\.|…)[ \t]*$/m.test(script);

function described(script: string, said: string, index: number): LuaError | undefined {
  const text = said.replace(/^\[\d+:-?\d+\] /, '');
  if (isUnsure(text) || (/^'(end|until)' expected/.test(text) && /\bbreak\b/.test(script.slice(0, index))))
    return undefined;
  const last = script.trimEnd().length;
  const isEnd = index >= last;
  // The parser is then in the line after that of the string.
  const isString = text.startsWith('unfinished string');
  const at = Math.min(isString ? index - 1 : index, last);
  const start = isEnd || isString ? lineStart(script, at) : at;
  return { words: words(text, isEnd), range: { start, end: lineEnd(script, start) } };
}

/** Envoy's LuaJIT has rules of its own for labels, and accepts empty statements, calls in a new line and statements after `break`. */
const isUnsure = (said: string): boolean => /label|jumps into|goto|ambiguous|^unexpected symbol ';'/.test(said);

function words(said: string, isEnd: boolean): Words {
  const expected = /^(?:'(.+?)'|(<\w+>|function arguments|<name> or '\.\.\.')) expected near '(.*)'$/s.exec(said);
  const what = expected?.[1] ?? expected?.[2];
  if (what !== undefined)
    return isEnd
      ? { template: "'{0}' is missing at the end", args: [what] }
      : { template: "'{0}' expected before '{1}'", args: [what, shortened(expected?.[3] ?? '')] };
  if (isEnd) return { template: 'it is incomplete', args: [] };
  const unexpected = /^unexpected \w+ '(.+)' near '/s.exec(said)?.[1];
  if (unexpected !== undefined) return { template: "unexpected '{0}'", args: [shortened(unexpected)] };
  const kind = Object.keys(kinds).find((start) => said.startsWith(start)) ?? '';
  return kinds[kind] ?? { template: 'syntax error', args: [] };
}

const kinds: Readonly<Record<string, Words>> = {
  'unfinished string': { template: 'unterminated string', args: [] },
  'unfinished long': { template: 'unterminated string or comment', args: [] },
  'malformed number': { template: 'malformed number', args: [] },
  'no loop': { template: "'break' is outside a loop", args: [] },
};

const shortened = (text: string): string => (text.length > 30 ? `${text.slice(0, 30)}…` : text);

const lineStart = (script: string, at: number): number => {
  const start = script.lastIndexOf('\n', at - 1) + 1;
  return start + (/^\s*/.exec(script.slice(start, at))?.[0].length ?? 0);
};

function lineEnd(script: string, start: number): number {
  const end = script.indexOf('\n', start);
  const line = script.slice(start, end < 0 ? script.length : end).trimEnd();
  return start + line.length;
}

import { lineEnd } from '../../text/line-places.ts';
import type { TextEdit, TextRange } from '../../text/text-range.ts';
import { indentRepairs } from './indent-repairs.ts';
import type { Line } from '../syntax/structure-lines.ts';
import { tabRepair } from './tab-repair.ts';
import type { YamlRepair } from './yaml-repair.ts';

/**
 * Changes worth trying against an error of the YAML library, the likeliest first. Offsets are those of `text`.
 * @param lines the structure of what was read with the error: of the text, or of a config in it
 */
export function yamlRepairs(text: string, lines: readonly Line[], error: TextRange): readonly YamlRepair[] {
  return [
    ...typeKeyRepair(lines, text[error.start]),
    ...valueRepairs(text, error),
    ...escapeRepair(text, error),
    ...tabRepair(lines),
    ...colonRepairs(lines, error),
    ...[unclosedQuote(lines)].flatMap((quote) => quote?.repair ?? []),
    ...indentRepairs(lines, error),
  ];
}

/** Every unquoted `@type` key: who forgot the quotes once mostly forgot them everywhere. */
function typeKeyRepair(lines: readonly Line[], first: string | undefined): YamlRepair[] {
  if (first !== '@') return [];
  const edits = lines.flatMap(({ start, text }) =>
    [...text.matchAll(/(?<=^[ \t]*(?:- +)*|[{,] *)@type(?=[ \t]*:(?:\s|$))/g)].map(({ index }) =>
      quoted(start + index, '@type'),
    ),
  );
  return edits.length > 0 ? [{ title: "Add quotes around '{0}'", args: ['@type'], edits, sure: true }] : [];
}

/** A key or value that begins with a character that YAML keeps for itself: up to its colon, a comma or bracket, or the end of its line. */
function valueRepairs(text: string, { start }: TextRange): YamlRepair[] {
  if (!/[@`%*]/.test(text[start] ?? '')) return [];
  const line = text.slice(start, lineEnd(text, start));
  const comment = line.search(/\s#/);
  const rest = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  const item = /^[^,\]}]*/.exec(rest)?.[0].trimEnd() ?? '';
  const key = /^[^\s:,\]}]+(?=[ \t]*:(?:\s|$))/.exec(rest)?.[0] ?? '';
  return [...new Set([key, item, rest])]
    .filter((value) => value !== '')
    .map((value) => ({ title: "Add quotes around '{0}'", args: [value], edits: [quoted(start, value)], sure: true }));
}

function quoted(start: number, value: string): TextEdit {
  const newText = /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`;
  return { range: { start, end: start + value.length }, newText };
}

/** From the first backslash that means nothing to the closing quote. */
function escapeRepair(text: string, { start }: TextRange): YamlRepair[] {
  if (text[start] !== '\\') return [];
  const rest = /^(?:\\[\s\S]|[^"\\])*/.exec(text.slice(start))?.[0] ?? '';
  const edits = [...rest.matchAll(/\\([\s\S])/g)]
    .filter(([, escaped = '']) => !/[0abtnvfre "'/\\N_LPxuU\t\r\n]/.test(escaped))
    .map(({ index }) => insertion(start + index, '\\'));
  return [{ title: 'Double the backslashes', args: [], edits, sure: true }];
}

/** `key:value` on the error's lines or the one above. */
function colonRepairs(lines: readonly Line[], error: TextRange): YamlRepair[] {
  const last = lines.findLastIndex(({ start }) => start <= Math.max(error.start, error.end - 1));
  const first = lines.findLastIndex(({ start }) => start <= error.start);
  return lines.slice(Math.max(0, first - 1), last + 1).flatMap(({ start, text }) => {
    const key = /^[ \t]*(?:- +)*["']?[A-Za-z_@][\w.-]*["']?:(?=[^\s/:])/.exec(text)?.[0];
    if (key === undefined) return [];
    const edits = [insertion(start + key.length, ' ')];
    return [{ title: 'Insert a space after the colon', args: [], edits, sure: true }];
  });
}

/** The first value whose opening quote is not closed on its line, though what follows is clearly YAML again. */
export function unclosedQuote(
  lines: readonly Line[],
): { range: TextRange; quote: string; repair: YamlRepair } | undefined {
  for (const [i, { start, end, text }] of lines.entries()) {
    const [opening, before = '', double, single] = unclosed.exec(text) ?? [];
    const quote = double ?? single ?? '';
    if (
      opening === undefined ||
      before.trim() === '' ||
      isClosedBelow(lines.slice(i + 1), quote) ||
      !/^\s*(?:- |["']?[\w.@-]+["']?:(?:\s|$))/.test(lines[i + 1]?.text ?? '')
    )
      continue;
    const edits = [insertion(start + text.trimEnd().length, quote)];
    return {
      range: { start: start + before.length, end },
      quote,
      repair: { title: 'Add the closing quote at the end of the line', args: [], edits, sure: true },
    };
  }
  return undefined;
}

/** Whether a text in quotes ends on a later line, with nothing behind it there. Behind the quote of another text there is more. */
function isClosedBelow(lines: readonly Line[], quote: string): boolean {
  const closing = quote === '"' ? /^(?:\\.|[^"\\])*"/ : /^(?:''|[^'])*'(?!')/;
  for (const { text } of lines) {
    const [closed] = closing.exec(text) ?? [];
    if (closed !== undefined) return /^[\]},\s]*(?:\s#.*)?$/.test(text.slice(closed.length));
  }
  return false;
}

/** Its groups: what is before the quote, and the quote, double or single. */
const unclosed = /^([ \t]*(?:- +)*(?:["']?[\w.@/-]+["']?:[ \t]+(?:- +)*)?)(?:(")(?:\\.|[^"\\])*|(')[^']*)$/;

const insertion = (offset: number, newText: string): TextEdit => ({ range: { start: offset, end: offset }, newText });

import type { TextRange } from '../../text/text-range.ts';
import type { YamlError, YamlNode } from '../syntax/yaml-node.ts';

/** `${VAR}`, `$(VAR)`, `{{ }}` and `<% %>`: the value is filled in before it is used, so it is not known. */
const placeholders = [
  ['${', '}'],
  ['$(', ')'],
  ['{{', '}}'],
  ['<%', '%>'],
] as const;

/** Nearly every scalar is checked, and few contain a mark of a placeholder. */
export const hasPlaceholder = (text: string): boolean =>
  /[$<@{]|__/.test(text) && (hasBrackets(text) || marked.test(text) || braced.test(text));

const hasBrackets = (text: string): boolean =>
  placeholders.some(([open, close]) => {
    const at = text.indexOf(open);
    return at >= 0 && text.includes(close, at + open.length);
  });

/** The same, where there are no format commands: `%NAME%` is filled in as well. */
export const isFilledIn = (text: string): boolean => hasPlaceholder(text) || /^%[A-Z][A-Z0-9_]*%$/.test(text);

/**
 * What scripts replace: `@@HOST@@`, `__HOST__`, `<HOST>`, also within a text. The groups of regular expressions have names in the
 * same brackets.
 */
const marked =
  /@@\w+@@|(?<![\w@])@[A-Z][A-Z0-9_]*@(?![\w@])|(?<!\w)__[A-Z][A-Z0-9]*(_[A-Z0-9]+)*__(?!\w)|(?<!\?P?)<[A-Z][A-Z0-9_-]*>/;

/**
 * Names with parts that are filled in, as in Python's formats: `redis-{name}`. Paths, regular expressions and hashes (`{SHA}`)
 * have braces too.
 */
const braced = /^[\w.:-]*(\{(?!S?SHA)[A-Za-z_]\w*\}[\w.:-]*)+$/;

/** `{port}` instead of a scalar, which YAML reads as a map with a key without a value. */
export const isBracedPlaceholder = (node: YamlNode): boolean => {
  if (node.kind !== 'map' || !node.flow || node.entries.length !== 1) return false;
  const [entry] = node.entries;
  return entry?.value === undefined && entry?.key.style === 'plain' && /^[A-Za-z_]\w*$/.test(entry.key.text);
};

/** What documentation and generators leave out: `<YOUR HOST>`, `$host`, `.. your listeners ..`. */
const unfilled = /<[A-Z][A-Z0-9 _-]{0,80}>|[:\s]\$[a-z_]/;

/** `name: {name}-envoy`, which is not valid YAML, or `name: envoy-{name}`. */
const bracedLine =
  /:[ \t]+(?:[\w.:-]+\{[A-Za-z_]\w*\}|\{[A-Za-z_]\w*\}[\w.:/-])[\w.:/-]*(?:\{[A-Za-z_]\w*\}[\w.:/-]*)*(?=[,\s}\]]|$)/;

/**
 * True for a file that is expanded by a program or a person before it is YAML: it contains `{{` outside quotes, or it
 * does not parse and contains such marks. Marks in quotes, comments and block scalars make only their own value
 * unknown. `${VAR}` stands for a value, so it makes a template only where it is itself what does not parse.
 * @param errors why the text does not parse
 */
export function isTemplate(text: string, errors: readonly YamlError[]): boolean {
  if (errors.length > 0)
    return (
      /\{\{|<%/.test(text) ||
      unfilled.test(text) ||
      bracedLine.test(text) ||
      text.split('\n').some(isMarkedLine) ||
      errors.some(({ range }) => hasOpenVariable(linesOf(text, range)))
    );
  return text.includes('{{') && text.split('\n').some((line) => /^\s*(-\s+)?\{\{/.test(line) || /:\s+\{\{/.test(line));
}

/** `${VAR}` outside quotes, also in a quote that is not closed. */
const hasOpenVariable = (lines: string): boolean =>
  lines.replaceAll(/"(?:[^"\\\n]|\\.)*(?:"|$)|'[^'\n]*(?:'|$)/gm, '').includes('${');

/** The whole lines of a range. */
function linesOf(text: string, { start, end }: TextRange): string {
  const after = text.indexOf('\n', end);
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, after < 0 ? text.length : after);
}

/** `{% … %}` or `%{ … }` of a template, or `.. your listeners ..`. */
function isMarkedLine(line: string): boolean {
  const content = line.trim();
  return /^(\{%|%\{)/.test(content) || (content.length >= 4 && content.startsWith('..') && content.endsWith('..'));
}

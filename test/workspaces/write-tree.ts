import { markText, splitMark, unmarked } from './marks.ts';
import type { Choices } from './random.ts';
import type { Style } from './style.ts';
import { entriesOf, isList, isMap, isMarked, type Tree, type TreeMap } from './tree.ts';

/** Writes data in a style. The marks stay in the text. */
export function writeTree(tree: Tree, style: Style, choices: Choices): string {
  const writer: Writer = { style, choices, anchored: new Map() };
  if (style.format === 'json') return `${json(tree, writer, '')}\n`;
  return `${[...(style.header ? ['---'] : []), ...block(tree, writer)].join('\n')}\n`;
}

interface Writer {
  readonly style: Style;
  readonly choices: Choices;
  /** Labels that have an anchor. */
  readonly anchored: Map<string, string>;
}

function json(tree: Tree, writer: Writer, indent: string): string {
  const inner = indent + ' '.repeat(writer.style.indent);
  const joined = (items: readonly string[], left: string, right: string): string =>
    items.length === 0 ? left + right : `${left}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${right}`;
  if (isList(tree))
    return joined(
      tree.map((item) => json(item, writer, inner)),
      '[',
      ']',
    );
  if (isMap(tree))
    return joined(
      ordered(tree, writer).map(([key, value]) => `${quotedKey(key, writer)}: ${json(value, writer, inner)}`),
      '{',
      '}',
    );
  if (isMarked(tree)) return markText(tree.mark, JSON.stringify(tree.value));
  return typeof tree === 'string' ? quotedText(tree) : JSON.stringify(tree);
}

const quotedText = (text: string): string => {
  const { mark, text: inner } = splitMark(text);
  return mark === undefined ? JSON.stringify(text) : markText(mark, JSON.stringify(inner));
};

const quotedKey = (key: string, { style }: Writer): string => quotedText(spelled(key, style));

/** Field names in the other spelling. Names of extensions and files are no fields. */
const spelled = (key: string, { camelCase }: Style): string =>
  camelCase && /^[a-z0-9]+(_[a-z0-9]+)+$/.test(key)
    ? key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    : key;

function ordered(tree: TreeMap, { style, choices }: Writer): readonly (readonly [string, Tree])[] {
  const entries = entriesOf(tree);
  return style.shuffled ? choices.shuffled(entries) : entries;
}

/** The lines of a value in block style. */
function block(tree: Tree, writer: Writer): string[] {
  if (isList(tree)) return tree.flatMap((item) => listItem(item, writer));
  if (isMap(tree))
    return ordered(tree, writer).flatMap(([key, value]) => [...comment(writer), ...entry(key, value, writer)]);
  return [scalar(tree, writer)];
}

function listItem(item: Tree, writer: Writer): string[] {
  if (isInline(item, writer)) return [`- ${inline(item, writer)}`];
  if (isLongText(item)) return longText('-', item, writer);
  const [first = '', ...more] = isMap(item)
    ? ordered(item, writer).flatMap(([key, value]) => entry(key, value, writer))
    : [flow(item, writer)];
  return [`- ${first}`, ...more.map((line) => (line === '' ? '' : `  ${line}`))];
}

function entry(key: string, value: Tree, writer: Writer): string[] {
  const name = writtenKey(key, writer);
  if (isLongText(value)) return longText(`${name}:`, value, writer);
  const alias = aliasOf(key, value, writer);
  if (alias?.isFirst === false) return [`${name}: *${alias.name}`];
  const anchor = alias ? ` &${alias.name}` : '';
  if (isInline(value, writer)) return [`${name}:${anchor} ${inline(value, writer)}${note(writer)}`];
  const lines = block(value, writer);
  const indent = isList(value) && writer.style.flushDashes ? '' : ' '.repeat(writer.style.indent);
  return [`${name}:${anchor}`, ...lines.map((line) => (line === '' ? '' : indent + line))];
}

/** Labels are often written once and referred to. */
function aliasOf(
  key: string,
  value: Tree,
  { style, anchored }: Writer,
): { name: string; isFirst: boolean } | undefined {
  if (!style.aliases || !isMap(value) || !/^(labels|matchLabels|selector)$/.test(key)) return undefined;
  const text = unmarked(JSON.stringify(value));
  if (!/^\{("[^"]*":"[^"]*",?)+\}$/.test(text)) return undefined;
  const known = anchored.get(text);
  const name = known ?? `labels${anchored.size === 0 ? '' : anchored.size}`;
  anchored.set(text, name);
  return { name, isFirst: known === undefined };
}

const isLongText = (value: Tree): value is string => typeof value === 'string' && unmarked(value).includes('\n');

function longText(before: string, text: string, { style }: Writer): string[] {
  const indent = style.indent === 4 && before !== '-' ? '    ' : '  ';
  if (style.texts === 'quoted') return [`${before} ${JSON.stringify(text)}`];
  const strips = style.texts === 'literal-strip' || !text.endsWith('\n');
  // The column that an indicator counts from differs between parsers below a dash.
  const indicator = style.texts === 'literal-indented' && before !== '-' ? indent.length : '';
  const header = `|${indicator}${strips ? '-' : ''}`;
  const lines = text.replace(/\n$/, '').split('\n');
  return [`${before} ${header}`, ...lines.map((line) => (line === '' ? '' : indent + line))];
}

/** Scalars, empty values, and small values where the style wants them on one line. */
function isInline(value: Tree, { style, choices }: Writer): boolean {
  if (isLongText(value)) return false;
  if (!isList(value) && !isMap(value)) return true;
  const parts: readonly Tree[] = isList(value) ? value : entriesOf(value).map(([, part]) => part);
  if (parts.length === 0) return true;
  const isSmall = parts.length <= 3 && parts.every((part) => !isLongText(part) && !isList(part) && !isMap(part));
  return isSmall && choices.chance(style.flow);
}

const inline = (value: Tree, writer: Writer): string =>
  isList(value) || isMap(value) ? flow(value, writer) : scalar(value, writer);

function flow(value: Tree, writer: Writer): string {
  const pad = writer.style.padded ? ' ' : '';
  const join = (items: readonly string[], left: string, right: string): string =>
    items.length === 0 ? left + right : `${left}${pad}${items.join(', ')}${pad}${right}`;
  if (isList(value))
    return join(
      value.map((item) => flow(item, writer)),
      '[',
      ']',
    );
  if (isMap(value))
    return join(
      ordered(value, writer).map(([key, item]) => `${writtenKey(key, writer)}: ${flow(item, writer)}`),
      '{',
      '}',
    );
  return scalar(value, writer);
}

function scalar(tree: Exclude<Tree, readonly Tree[] | TreeMap>, writer: Writer): string {
  if (typeof tree === 'object') return markText(tree.mark, scalar(tree.value, writer));
  if (typeof tree === 'number') return writer.style.quotedNumbers ? quoted(String(tree), writer.style) : String(tree);
  if (typeof tree === 'boolean') return String(tree);
  const { mark, text } = splitMark(tree);
  const written = asText(text, writer.style);
  return mark === undefined ? written : markText(mark, written);
}

function asText(text: string, style: Style): string {
  const isPlain = plain.test(unmarked(text)) && !ambiguous.test(unmarked(text));
  return isPlain && style.quotes === 'plain' ? text : quoted(text, style);
}

/** Texts that mean the same for each reader of YAML without quotes. */
const plain = /^(?:[A-Za-z/][\w./-]*|--?[a-z][\w-]*|\d+(?:\.\d+)?s|\d+\.\d+\.\d+\.\d+)$/;
const ambiguous = /^(?:true|false|yes|no|on|off|null|y|n|[-+.]?[\d_]+|\d+e\d+)$/i;

const quoted = (text: string, { quotes }: Style): string =>
  quotes === 'double' || /[^ -~\uE000-\uE002]/.test(text) || text.includes("'") ? JSON.stringify(text) : `'${text}'`;

function writtenKey(key: string, { style }: Writer): string {
  const name = spelled(key, style);
  return /^@|^[*&!%]/.test(unmarked(name)) ? quoted(name, style) : name;
}

const remarks = [
  'see the runbook',
  'do not change',
  'set by the team',
  'keep in sync',
  'https://example.com/docs',
] as const;

const comment = ({ style, choices }: Writer): string[] =>
  choices.chance(style.comments / 2) ? [`# ${choices.pick(remarks)}`] : [];

const note = ({ style, choices }: Writer): string =>
  choices.chance(style.comments / 2) ? ` # ${choices.pick(remarks)}` : '';

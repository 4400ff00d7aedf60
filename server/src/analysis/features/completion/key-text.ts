import { message } from '../../rules/message.ts';
import { columnOf } from '../../text/line-places.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { CursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { commaBefore } from './comma.ts';
import type { CompletionItem } from './completion-item.ts';
import type { KeyOffer, ValueStart } from './key-offer.ts';
import { escaped, valueSnippet } from './sketch.ts';
import type { KeyStyle } from './key-style.ts';

/** Where a key is written, and how. */
export interface KeyAt {
  readonly place: CursorContext;
  readonly style: KeyStyle;
  readonly text: string;
  /** The text before it: nothing, the dash of a new item, or spaces that make it a key of another map. */
  readonly lead: string;
  /** What is written behind the colon already. */
  readonly oldValue: YamlNode | undefined;
}

/**
 * The item that writes a key with all that belongs to it: quotes, colon, and the beginning of its value. A value that is
 * already there stays if it fits. Otherwise it is replaced if it is short. Undefined if it may not be lost.
 */
export function keyItem(offer: KeyOffer, at: KeyAt): CompletionItem | undefined {
  const { place, text, oldValue } = at;
  const { takes, ...rest } = offer;
  const range = quotedRange(place, text);
  const colon = /^\s*:/.exec(text.slice(range.end, range.end + 20))?.[0].length;
  if (colon === undefined) return newKeyItem(rest, at, range);
  if (!oldValue || !takes || takes(oldValue)) {
    const { value, sketch, ...item } = rest;
    return { ...item, range, ...quotedKey(offer.label, at) };
  }
  const old = { start: range.end + colon, end: placeOf(oldValue).end };
  const written = text.slice(old.start, old.end);
  if (place.steps.length === 0 || !mayGo(written)) return undefined;
  const item = newKeyItem(rest, { ...at, replaces: true }, { start: range.start, end: old.start });
  return { ...item, detail: message('{0}, replaces the value', item.detail), alsoEdits: [{ range: old, newText: '' }] };
}

/** Whether a value may be replaced: it is a few lines, and nothing else refers to it. Whole sections stay. */
const mayGo = (value: string): boolean => value.split('\n').length <= LONGEST_REPLACED && !/(^|\s)&\S/.test(value);

const LONGEST_REPLACED = 10;

function quotedRange({ quote, range: { start, end } }: CursorContext, text: string): TextRange {
  return quote === '' ? { start, end } : { start: start - 1, end: end + (text[end] === quote ? 1 : 0) };
}

/** The key in its quotes, and what is compared with the text in its range. */
function quotedKey(label: string, { place, style, lead }: KeyAt) {
  const quote = place.quote || (label === '@type' || style.quoted ? '"' : '');
  return { newText: `${lead}${quote}${label}${quote}`, filterText: place.quote === '' ? label : `${quote}${label}` };
}

function newKeyItem(
  { value, sketch, ...item }: Omit<KeyOffer, 'takes'>,
  at: KeyAt & { readonly replaces?: true },
  range: TextRange,
): CompletionItem {
  const { place, style, text, lead } = at;
  const { newText: key, filterText } = quotedKey(item.label, at);
  const column = columnOf(text, range.start) + lead.length;
  const written = value ? beginning(value, column, place.flow, style) : afterType(text, range.end);
  const comma = place.flow && !at.replaces ? commaBefore(place.map?.entries ?? [], text, range.end) : '';
  const plain = { ...item, range, filterText, newText: key + written.text + comma };
  const end = written.cursor ?? (comma === '' ? undefined : written.text.length);
  const cursor = end === undefined ? {} : { cursor: key.length + end };
  const isScalar = value?.form === 'scalar';
  if (!sketch || isScalar || place.flow || !style.lines)
    return { ...plain, ...cursor, goesOn: written.goesOn, ...jsonScalar(key, comma, value, style) };
  const { snippet, asksFirst } = valueSnippet(sketch, column, style);
  return { ...plain, ...cursor, snippet: `${escaped(key)}:${snippet}`, goesOn: asksFirst && written.goesOn };
}

/** JSON without a value would not parse. */
function jsonScalar(key: string, comma: string, value: ValueStart | undefined, { quoted }: KeyStyle) {
  const usual = quoted && value?.form === 'scalar' ? value.json : undefined;
  if (usual === undefined) return {};
  return { snippet: `${escaped(key)}: ${usual}${comma}`, ...(!usual.includes('$1') && { goesOn: false }) };
}

interface Beginning {
  readonly text: string;
  readonly goesOn: boolean;
  /** Where the cursor goes in the text. By default, to its end. */
  readonly cursor?: number;
}

const begin = (text: string, goesOn: boolean, cursor?: number): Beginning => ({
  text,
  goesOn,
  ...(cursor !== undefined && { cursor }),
});

const afterType = (text: string, end: number): Beginning => begin(text[end] === ' ' ? ':' : ': ', true);

/** The colon, and the beginning of a value. */
function beginning({ form, hasOffers }: ValueStart, column: number, flow: boolean, style: KeyStyle): Beginning {
  if (form === 'scalar') return begin(': ', hasOffers);
  if (form === 'empty') return begin(': {}', false);
  if (flow && form === 'text') return begin(': ', false);
  if (flow) return begin(form === 'list' ? ': []' : ': {}', hasOffers, 3);
  if (!style.lines) return begin(':', false);
  if (form === 'text') return begin(`: |\n${' '.repeat(column + style.indent)}`, hasOffers);
  if (form === 'list') return begin(`:\n${' '.repeat(column + style.dashIndent)}- `, hasOffers);
  return begin(`:\n${' '.repeat(column + style.indent)}${form === 'typed' ? '"@type": ' : ''}`, hasOffers);
}

import { columnOf } from '../../text/line-places.ts';
import type { CursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { CompletionItem } from './completion-item.ts';
import type { KeyOffer, ValueStart } from './key-offer.ts';
import { escaped, valueSnippet } from './sketch.ts';
import type { KeyStyle } from './key-style.ts';

/**
 * The item that writes a key with all that belongs to it: quotes, colon, and the beginning of its value.
 * @param lead the text before it: nothing, the dash of a new item, or spaces that make it a key of another map
 */
export function keyItem(
  offer: KeyOffer,
  lead: string,
  place: CursorContext,
  style: KeyStyle,
  text: string,
): CompletionItem {
  const { value, sketch, ...item } = offer;
  const quote = place.quote || (offer.label === '@type' || style.quoted ? '"' : '');
  const { start, end } = place.range;
  const closing = place.quote !== '' && text[end] === place.quote ? 1 : 0;
  const range = place.quote === '' ? place.range : { start: start - 1, end: end + closing };
  const key = `${lead}${quote}${offer.label}${quote}`;
  const filterText = place.quote === '' ? offer.label : `${quote}${offer.label}`;
  if (/^\s*:/.test(text.slice(range.end, range.end + 20))) return { ...item, range, newText: key, filterText };
  const column = columnOf(text, range.start) + lead.length;
  const written = value ? beginning(value, column, place.flow, style) : afterType(text, range.end);
  const plain = { ...item, range, filterText, newText: key + written.text, ...written.cursor(key.length) };
  const isScalar = value?.form === 'scalar';
  if (!sketch || isScalar || place.flow || !style.lines) return { ...plain, goesOn: written.goesOn };
  const { snippet, asksFirst } = valueSnippet(sketch, column, style);
  return { ...plain, snippet: `${escaped(key)}:${snippet}`, goesOn: asksFirst && written.goesOn };
}

interface Beginning {
  readonly text: string;
  readonly goesOn: boolean;
  cursor(before: number): { readonly cursor?: number };
}

const begin = (text: string, goesOn: boolean, cursor?: number): Beginning => ({
  text,
  goesOn,
  cursor: (before) => (cursor === undefined ? {} : { cursor: before + cursor }),
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

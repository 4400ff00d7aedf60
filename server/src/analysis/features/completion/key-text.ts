import { messageFields } from '../../schema/envoy-facts.ts';
import type { TypedPosition } from '../../envoy/typed-position.ts';
import { innerType } from '../../envoy/validate/validate-scalar.ts';
import type { WrittenPlace } from '../../yaml/written-place.ts';
import type { CompletionItem } from './completion-item.ts';
import type { KeyOffer } from './key-offers.ts';
import { columnOf, type KeyStyle } from './key-style.ts';

/** What stands before a new key: nothing, the dash of a new item, or blanks that make it a key of the last item. */
export type Lead = '' | '- ' | `${' '}${string}`;

/** The item that writes a key with all that belongs to it: quotes, colon, and the beginning of its value. */
export function keyItem(
  offer: KeyOffer,
  lead: Lead,
  place: WrittenPlace,
  style: KeyStyle,
  text: string,
): CompletionItem {
  const { value, ...item } = offer;
  const quote = place.quote || (offer.label === '@type' || style.quoted ? '"' : '');
  const { start, end } = place.range;
  const closing = place.quote !== '' && text[end] === place.quote ? 1 : 0;
  const range = place.quote === '' ? place.range : { start: start - 1, end: end + closing };
  const key = `${lead}${quote}${offer.label}${quote}`;
  const filterText = place.quote === '' ? offer.label : `${quote}${offer.label}`;
  if (/^\s*:/.test(text.slice(range.end, range.end + 20))) return { ...item, range, newText: key, filterText };
  const column = columnOf(text, range.start) + lead.length;
  const written = value ? beginning(value, column, place.flow, style) : afterType(text, range.end);
  return {
    ...item,
    range,
    filterText,
    newText: key + written.text,
    ...written.cursor(key.length),
    goesOn: written.goesOn,
  };
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

/** The colon, and what a value of the type begins with. */
function beginning(value: TypedPosition, column: number, flow: boolean, style: KeyStyle): Beginning {
  const isScalar = value.form === 'one' && innerType(value.type) !== undefined;
  if (isScalar)
    return begin(': ', /^bool$|^google\.protobuf\.BoolValue$|\.[A-Z]\w*$/.test(value.type) || isName(value));
  if (value.form === 'one' && isEmptyMessage(value.type)) return begin(': {}', false);
  if (flow) return value.form === 'list' ? begin(': []', false, 3) : begin(': {}', false, 3);
  if (!style.lines) return begin(':', false);
  if (value.form === 'list') return begin(`:\n${' '.repeat(column + style.dashIndent)}- `, true);
  const inside = `:\n${' '.repeat(column + style.indent)}`;
  return begin(value.form === 'one' && value.type === 'google.protobuf.Any' ? `${inside}"@type": ` : inside, true);
}

/** Names of clusters and of extensions are offered as well. */
const isName = ({ field }: TypedPosition): boolean => /cluster|^name$/.test(field?.name ?? '');

const isEmptyMessage = (type: string): boolean =>
  !/^google\.protobuf\.(?!Empty$)/.test(type) && messageFields(type).length === 0;

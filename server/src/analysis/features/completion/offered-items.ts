import { columnOf } from '../../text/line-places.ts';
import type { CursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { CompletionItem, Offer } from './completion-item.ts';
import type { KeyOffer, WrittenMap } from './key-offer.ts';
import { keyStyle } from './key-style.ts';
import { keyItem, type Lead } from './key-text.ts';
import { valueItem } from './value-text.ts';

/** What an editor can insert. */
export interface InsertAbility {
  /** Supports items with several lines that are inserted as they are. */
  readonly lines: boolean;
}

/** What may be written at a cursor, by the facts of an API. */
export interface Offers {
  /** A list is expected, of which an item may be written. */
  readonly isList: boolean;
  /** A scalar is expected, as the value or as an item of the list. */
  readonly isScalar: boolean;
  values(): readonly Offer[];
  /** The keys of a map. If a list is expected, of an item. */
  keys(written: WrittenMap): readonly KeyOffer[];
  /** Whether the loader reads a text without quotes as a string. */
  isString(plain: string): boolean;
}

/** The items for what is offered, written as the text around them. */
export function offeredItems(
  offers: Offers,
  place: CursorContext,
  text: string,
  ability: InsertAbility,
): readonly CompletionItem[] {
  const isValue = place.kind === 'value' || (place.kind !== 'key' && offers.isScalar);
  return isValue ? values(offers, place, text) : keys(offers, place, text, ability);
}

const isNewItem = ({ isList }: Offers, { kind }: CursorContext): boolean =>
  kind === 'item' || (kind === 'open' && isList);

function values(offers: Offers, place: CursorContext, text: string): CompletionItem[] {
  const inJson = keyStyle(place, text, false).quoted;
  const lead = isNewItem(offers, place) ? '- ' : '';
  return offers.values().map((offer) => valueItem(offer, place, { lead, inJson, isString: offers.isString }));
}

function keys(offers: Offers, place: CursorContext, text: string, { lines }: InsertAbility): CompletionItem[] {
  const style = keyStyle(place, text, lines);
  const { map, entry, steps, previous } = place;
  const items = (at: Omit<WrittenMap, 'own'>, lead: Lead): CompletionItem[] => {
    const own = entry ? (map?.entries.indexOf(entry) ?? -1) : -1;
    return offers.keys({ ...at, own }).map((offer) => keyItem(offer, lead, place, style, text));
  };
  if (!isNewItem(offers, place)) return items({ map, steps }, '');
  const column = columnOf(text, place.range.start);
  const more = previous && items(previous, indent(previous.column - column));
  return [...(more ?? []), ...items({ map: undefined, steps }, '- ')];
}

const indent = (count: number): Lead => ` ${' '.repeat(Math.max(0, count - 1))}`;

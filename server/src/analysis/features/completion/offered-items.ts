import { message, type Words } from '../../rules/message.ts';
import { columnOf, lineEnd } from '../../text/line-places.ts';
import { snippetText } from '../../text/snippet-text.ts';
import type { CursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { YamlEntry, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { itemsOf, parsedAt } from '../../yaml/syntax/yaml-path.ts';
import type { CompletionItem, Offer } from './completion-item.ts';
import { commaBefore } from './comma.ts';
import type { KeyOffer, WrittenMap } from './key-offer.ts';
import { keyStyle } from './key-style.ts';
import { keyItem } from './key-text.ts';
import { entriesSnippet, type SketchEntry } from './sketch.ts';
import { valueItem } from './value-text.ts';
import { filterTextOf, itemSnippet, type WholeSnippet } from './whole-snippets.ts';

/** What an editor can insert. */
export interface InsertAbility {
  /** Supports items with several lines that are inserted as they are. */
  readonly lines: boolean;
}

/** What may be written at a cursor, by the facts of an API. */
export interface Offers {
  /** A list is expected, of which an item may be written. */
  readonly isList: boolean;
  /** The text as it was parsed. Undefined if it is broken. */
  readonly root: YamlNode | undefined;
  /** A scalar is expected, as the value or as an item of the list. */
  readonly isScalar: boolean;
  values(): readonly Offer[];
  /** The keys of a map. If a list is expected, of an item. */
  keys(written: WrittenMap): readonly KeyOffer[];
  /** Whole items, if a list of them is expected, or an item. */
  readonly wholes: readonly WholeSnippet[];
  /** Whether the loader reads a text without quotes as a string. */
  isString(plain: string): boolean;
}

/** What the facts of an API offer at a place. Undefined where they do not determine anything. */
export type OffersAt = (place: CursorContext) => Offers | undefined;

/**
 * The items for what is offered, written as the text around them. On an empty line, those for the maps and lists around it
 * follow.
 */
export function offeredItems(
  offersAt: OffersAt,
  place: CursorContext,
  text: string,
  ability: InsertAbility,
): readonly CompletionItem[] {
  const own = offersAt(place);
  const outer = place.outer.flatMap((one) => {
    const offers = offersAt(one);
    return offers ? outerItems(itemsAt(offers, one, text, ability), one) : [];
  });
  return [...(own ? itemsAt(own, place, text, ability) : []), ...outer];
}

/** Marked with the key whose value they belong to. Of a list, those that items begin with in most cases. */
function outerItems(items: readonly CompletionItem[], { kind, steps }: CursorContext): readonly CompletionItem[] {
  const key = steps.findLast(({ entry }) => entry)?.entry?.key.text ?? '';
  const some = kind === 'item' ? items.slice(0, FIRST_KEYS) : items.filter(({ deprecated }) => !deprecated);
  return some.map((item) => {
    const { detail, shortDetail = detail } = item;
    return { ...item, detail: inside(detail, key), shortDetail: inside(shortDetail, key) };
  });
}

const FIRST_KEYS = 3;

const inside = (detail: Words, key: string): Words =>
  typeof detail === 'string' ? `${detail} \u2191 ${key}`.trim() : message('{0} \u2191 {1}', detail, key);

function itemsAt(
  offers: Offers,
  place: CursorContext,
  text: string,
  ability: InsertAbility,
): readonly CompletionItem[] {
  const isValue = place.kind === 'value' || (place.kind !== 'key' && offers.isScalar);
  if (isValue) return values(offers, place, text, ability);
  const [some, whole] = [keys(offers, place, text, ability), ability.lines ? wholes(offers, place, text) : []];
  // In an empty list, they are seen at once.
  const at = place.kind === 'open' ? FIRST_KEYS : some.length;
  return [...some.slice(0, at), ...whole, ...some.slice(at)];
}

const isNewItem = ({ isList }: Offers, { kind }: CursorContext): boolean =>
  kind === 'item' || (kind === 'open' && isList);

function values(offers: Offers, place: CursorContext, text: string, { lines }: InsertAbility): CompletionItem[] {
  const style = keyStyle(place, text, lines);
  const inJson = style.quoted;
  const column = columnOfEntry(place, text);
  const below =
    !lines || column === undefined
      ? undefined
      : (entries: readonly SketchEntry[]) => entriesSnippet(entries, column, style);
  const lead = `${padding(place, text)}${isNewItem(offers, place) ? '- ' : ''}`;
  const comma = place.flow ? commaBefore(neighbours(place), text, place.range.end) : '';
  const how = { lead, comma, inJson, below, isString: offers.isString };
  return offers.values().map((offer) => valueItem(offer, place, how));
}

/** Whole items of a list in block style. */
function wholes(offers: Offers, place: CursorContext, text: string): CompletionItem[] {
  const { kind, flow, quote, range } = place;
  if (flow || quote !== '' || (kind !== 'item' && kind !== 'open')) return [];
  const lead = `${padding(place, text)}${isNewItem(offers, place) ? '- ' : ''}`;
  return offers.wholes.map((whole) => {
    const snippet = lead + itemSnippet(whole, columnOf(text, range.start) + lead.length);
    const { name: label, detail } = whole;
    return {
      label,
      kind: 'start',
      detail,
      // A sentence next to the label would cut the label.
      shortDetail: '',
      range,
      newText: snippetText(snippet),
      snippet,
      filterText: filterTextOf(whole),
    };
  });
}

/** The entries or items beside a value. */
function neighbours({ steps }: CursorContext): readonly (YamlEntry | YamlNode)[] {
  const node = steps.at(-1)?.node;
  return node?.kind === 'map' ? node.entries : itemsOf(node);
}

/** The column of the key whose value is written, if more lines may follow: in block style, with nothing behind the value. */
function columnOfEntry({ kind, flow, quote, steps, range }: CursorContext, text: string): number | undefined {
  const key = steps.at(-1)?.entry?.key;
  const isLast = text.slice(range.end, lineEnd(text, range.end)).trim() === '';
  return key && kind === 'value' && !flow && quote === '' && isLast ? columnOf(text, key.range.start) : undefined;
}

function keys(offers: Offers, place: CursorContext, text: string, { lines }: InsertAbility): CompletionItem[] {
  const style = keyStyle(place, text, lines);
  const { map, entry, steps, previous } = place;
  const oldValue = entry && parsedAt(offers.root, entry.key)?.entry.value;
  const pad = padding(place, text);
  const items = (at: Omit<WrittenMap, 'own'>, lead: string): CompletionItem[] => {
    const own = entry ? (map?.entries.indexOf(entry) ?? -1) : -1;
    const found = offers
      .keys({ ...at, own })
      .flatMap((offer) => keyItem(offer, { place, style, text, lead: pad + lead, oldValue }) ?? []);
    // What keeps the value comes first.
    return [...found.filter(({ alsoEdits }) => !alsoEdits), ...found.filter(({ alsoEdits }) => alsoEdits)];
  };
  if (!isNewItem(offers, place)) return items({ map, steps }, '');
  const column = columnOf(text, place.range.start) + pad.length;
  const more = previous && items(previous, ' '.repeat(Math.max(1, previous.column - column)));
  return [...(more ?? []), ...items({ map: undefined, steps }, '- ')];
}

/** The spaces that are missing before the column of what is written. */
function padding({ column, range }: CursorContext, text: string): string {
  return column === undefined ? '' : ' '.repeat(Math.max(0, column - columnOf(text, range.start)));
}

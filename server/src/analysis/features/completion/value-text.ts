import type { CursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { CompletionItem, Offer } from './completion-item.ts';

/** How a value is written. */
export interface ValueStyle {
  readonly lead: string;
  readonly inJson: boolean;
  /** Whether the loader reads a text without quotes as a string. Envoy and Kubernetes read plain `off` as a boolean. */
  isString(plain: string): boolean;
}

/** The item that inserts a value, quoted if necessary in JSON, or in YAML for this value. */
export function valueItem(offer: Offer, place: CursorContext, { lead, inJson, isString }: ValueStyle): CompletionItem {
  const { range, quote, needsBlank } = place;
  const text = offer.newText ?? offer.label;
  const bare = quote !== '' || (offer.kind === 'value' && !inJson);
  const isLiteral = offer.label === 'true' || offer.label === 'false' || (offer.kind === 'value' && /^\d+$/.test(text));
  const isPlain = !inJson && /^[\w./-](?:[^\s:#,[\]{}]|:(?=\S))*$/.test(text) && isString(text);
  const written = bare || isLiteral || isPlain ? text : JSON.stringify(text);
  const newText = `${needsBlank ? ' ' : ''}${lead}${written}`;
  return { ...offer, range, ...(newText !== offer.label && { newText }) };
}

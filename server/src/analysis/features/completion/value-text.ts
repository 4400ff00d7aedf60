import { loadedScalar } from '../../envoy/validate/loaded-scalar.ts';
import type { CursorContext } from '../../yaml/cursor/cursor-context.ts';
import type { CompletionItem, Offer } from './completion-item.ts';

/** The item that inserts a value, quoted if necessary in JSON, or in YAML for this value. */
export function valueItem(offer: Offer, lead: '' | '- ', place: CursorContext, inJson: boolean): CompletionItem {
  const { range, quote, needsBlank } = place;
  const text = offer.newText ?? offer.label;
  const bare = quote !== '' || (offer.kind === 'value' && !inJson);
  const isBool = offer.label === 'true' || offer.label === 'false';
  const isPlain = !inJson && /^[\w./-](?:[^\s:#,[\]{}]|:(?=\S))*$/.test(text) && isString(text);
  const written = bare || isBool || isPlain ? text : JSON.stringify(text);
  const newText = `${needsBlank ? ' ' : ''}${lead}${written}`;
  return { ...offer, range, ...(newText !== offer.label && { newText }) };
}

/** Envoy reads plain `OFF` as a boolean, not as a name. */
const isString = (text: string): boolean =>
  loadedScalar({ kind: 'scalar', style: 'plain', text, range: { start: 0, end: 0 } }).kind === 'string';

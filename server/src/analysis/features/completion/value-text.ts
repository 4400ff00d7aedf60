import type { CursorContext } from '../../yaml/cursor/cursor-context.ts';
import { escaped, type SketchEntry, type WrittenSketch } from './sketch.ts';
import type { CompletionItem, Offer } from './completion-item.ts';

/** How a value is written. */
export interface ValueStyle {
  readonly lead: string;
  /** What must follow it. */
  readonly comma: string;
  readonly inJson: boolean;
  /** Whether the loader reads a text without quotes as a string. Envoy and Kubernetes read plain `off` as a boolean. */
  isString(plain: string): boolean;
  /** Writes entries below the line of the value. Undefined where there is no place for them. */
  readonly below?: ((entries: readonly SketchEntry[]) => WrittenSketch) | undefined;
}

/** The item that inserts a value, quoted if necessary in JSON, or in YAML for this value. */
export function valueItem(
  { below: entries, ...offer }: Offer,
  place: CursorContext,
  { lead, comma, inJson, isString, below }: ValueStyle,
): CompletionItem {
  const { range, quote, needsBlank } = place;
  const text = offer.newText ?? offer.label;
  const bare = quote !== '' || (offer.kind === 'value' && !inJson);
  const isLiteral = offer.label === 'true' || offer.label === 'false' || (offer.kind === 'value' && /^\d+$/.test(text));
  const isPlain = !inJson && /^[\w./-](?:[^\s:#,[\]{}]|:(?=\S))*$/.test(text) && isString(text);
  const written = bare || isLiteral || isPlain ? text : JSON.stringify(text);
  const newText = `${needsBlank ? ' ' : ''}${lead}${written}${comma}`;
  const item = { ...offer, range, ...(newText !== offer.label && { newText }) };
  if (!entries?.length || !below) return item;
  const { snippet, asksFirst } = below(entries);
  return { ...item, snippet: escaped(newText) + snippet, goesOn: asksFirst };
}

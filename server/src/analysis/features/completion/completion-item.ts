import type { TextRange } from '../../text/text-range.ts';
import type { Described } from '../described.ts';

export interface CompletionItem {
  /** What is shown, and inserted where `newText` does not say otherwise. */
  readonly label: string;
  readonly kind: 'reference' | 'value' | 'field' | 'enum-value' | 'type';
  /** A few words beside the label, such as the type, or where a name comes from: `listener listener_0`. */
  readonly detail: string;
  /** What of the detail tells items of one label apart; the detail without. */
  readonly shortDetail?: string;
  readonly range: TextRange;
  readonly newText?: string;
  /** Where the cursor goes in `newText`; its end without. */
  readonly cursor?: number;
  /** What is compared with the text in the range; the label without. */
  readonly filterText?: string;
  readonly deprecated?: boolean;
  /** What follows is worth a completion, too. */
  readonly goesOn?: boolean;
  /** What the item is, for its description. */
  readonly described?: Described;
}

export type Offer = Omit<CompletionItem, 'range'>;

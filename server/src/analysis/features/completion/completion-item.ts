import type { Words } from '../../rules/message.ts';
import type { TextEdit, TextRange } from '../../text/text-range.ts';
import type { SketchEntry } from './sketch.ts';
import type { Described } from '../described.ts';

export interface CompletionItem {
  /** The text that is shown, and inserted unless `newText` is set. */
  readonly label: string;
  readonly kind: 'reference' | 'value' | 'field' | 'enum-value' | 'type' | 'start';
  /** A few words next to the label, such as the type or the origin of a name: `listener listener_0`. */
  readonly detail: Words;
  /** The part of the detail that distinguishes items with the same label. By default, the detail. */
  readonly shortDetail?: Words;
  readonly range: TextRange;
  readonly newText?: string;
  /** `newText` with placeholders that an editor may support, such as `${1:name}`. */
  readonly snippet?: string;
  /** The position of the cursor in `newText`. By default, its end. */
  readonly cursor?: number;
  /** What is compared with the text in the range; the label without. */
  readonly filterText?: string;
  readonly deprecated?: boolean;
  /** Edits elsewhere that belong to the insertion. */
  readonly alsoEdits?: readonly TextEdit[];
  /** What follows is worth a completion, too. */
  readonly goesOn?: boolean;
  /** What the item is, for its description. */
  readonly described?: Described;
}

export interface Offer extends Omit<CompletionItem, 'range'> {
  /** The entries that belong below a value, in the map of its key. */
  readonly below?: readonly SketchEntry[];
}

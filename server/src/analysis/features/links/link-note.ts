import type { Message } from '../../rules/message.ts';
import type { Place } from '../../rules/rule.ts';

/** A line of the report: what is said, the place that it is about, and the lines below it. */
export interface LinkNote {
  readonly said: Message;
  readonly at?: Place;
  readonly below: readonly LinkNote[];
}

export const note = (said: Message, at?: Place, below: readonly LinkNote[] = []): LinkNote => ({
  said,
  ...(at && { at }),
  below,
});

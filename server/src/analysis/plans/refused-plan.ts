import type { Message } from '../rules/message.ts';
import type { Place } from '../rules/rule.ts';

/** A sentence that explains why there is no plan, and its location, if there is one. */
export interface RefusedPlan {
  readonly refused: Message;
  readonly location?: Place;
}

/** A manifest may have a field `refused`, too. */
export const isRefused = (answer: object): answer is RefusedPlan =>
  'refused' in answer &&
  typeof answer.refused === 'object' &&
  answer.refused !== null &&
  'template' in answer.refused &&
  'args' in answer.refused;

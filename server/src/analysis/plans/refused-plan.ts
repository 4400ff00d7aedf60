import type { Message } from '../rules/message.ts';
import type { Place } from '../rules/rule.ts';

/** One plain sentence why a request could not be answered, and the place it is about where there is one. */
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

import type { Place } from './rules/rule.ts';

/** One plain sentence why a request could not be answered, and the place it is about where there is one. */
export interface RefusedPlan {
  readonly refused: string;
  readonly location?: Place;
}

export const isRefused = (answer: object): answer is RefusedPlan =>
  'refused' in answer && typeof answer.refused === 'string';

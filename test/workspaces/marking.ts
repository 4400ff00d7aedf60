import { type Marked, markText } from './marks.ts';
import type { Scene } from './scene.ts';

/** Gives values of a scene their marks, and those that are to be wrong their wrong values. */
export interface Marking {
  readonly number: (mark: string, value: number) => Marked;
  /** Also for keys and parts of texts. */
  readonly text: (mark: string, value: string) => string;
  readonly isWrong: (mark: string) => boolean;
}

export const markingOf = ({ name, wrong }: Pick<Scene, 'name' | 'wrong'>): Marking => ({
  number: (mark, value) => ({ mark: `${name}/${mark}`, value: wrong.get(mark) ?? value }),
  text: (mark, value) => markText(`${name}/${mark}`, String(wrong.get(mark) ?? value)),
  isWrong: (mark) => wrong.has(mark),
});

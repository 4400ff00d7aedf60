import type { YamlError } from './yaml-node.ts';

/**
 * Where the sound part of a text ends: from its first error on, broken YAML has lost what may have been there, or puts together
 * what is written apart. Infinite where there is none.
 * @param errors in the order of the text; those behind the first one may follow from it
 */
export const firstErrorAt = ([first]: readonly YamlError[]): number =>
  first ? Math.min(first.since ?? first.range.start, first.range.start) : Number.POSITIVE_INFINITY;

/**
 * Whether what ends at an offset may have lost something to the first error: it reaches it, or nothing but blanks, comments and
 * marks lies between, where what would have come next is missing.
 * @param error where the first error is, as `firstErrorAt` gives it
 */
export const mayHaveLost = (text: string, end: number, error: number): boolean =>
  end >= error || (error < text.length && /^(?:[^\p{L}\p{N}_#]|#[^\n]*\n)*$/u.test(text.slice(end, error)));

import type { Fix } from '../../server/src/analysis/index.ts';

/** Where keeping one of several is the way out, a removal is a fix. */
const conflicts = new Set(['envoy/oneof-conflict']);

/**
 * True for a fix that takes away what somebody wrote and puts nothing in its place: that makes most files acceptable and helps
 * nobody. Taking away quotes, dashes or blanks alone is a change of form.
 */
export const onlyRemoves = (text: string, code: string, { edits }: Fix): boolean =>
  !conflicts.has(code) &&
  edits.every((file) => file.edits.every(({ newText }) => newText.trim() === '')) &&
  edits.some((file) => file.edits.some(({ range }) => /[\p{L}\p{N}]/u.test(text.slice(range.start, range.end))));

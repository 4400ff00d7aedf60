import type { DeprecatedPlace, Rewrite } from '../deprecated/rewrite.ts';

/** How to write a field of the v2 API in v3, with the same meaning as in v2. Undefined if that is not certain. */
export type V2Rewrite = (place: DeprecatedPlace) => ReturnType<Rewrite['edits']>;

import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { rewriteEntries, type Written } from '../../../yaml/edit/rewrite-entries.ts';
import type { Rewrite } from './rewrite.ts';
import { isBlank } from '../../../envoy/envoy-scalar.ts';

/**
 * Moves the field below another field of its message, with the same meaning.
 * @param path the fields to move it into, from the outermost, and its new name
 */
export function nestField(path: readonly [string, ...string[], string], since?: string): Rewrite {
  const [successor] = path;
  return {
    successor,
    ...(since !== undefined && { since }),
    edits({ text, map, entry, value, spell }) {
      // Envoy may interpret an empty text differently in the new place.
      if (fieldEntry(map, successor) || isBlank(value)) return undefined;
      const moved: Written = { moved: entry, as: spell(path.at(-1) ?? '') };
      const written = path.slice(0, -1).reduceRight<Written>((of, key) => ({ key: spell(key), of: [of] }), moved);
      return rewriteEntries(text, map, [entry], [written]);
    },
  };
}

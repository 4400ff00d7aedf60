import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import { asMap } from '../../../yaml/syntax/yaml-path.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** Moves the field with its name below another field, which may be there. If both are set, the other one has priority. */
export const nestInOptions =
  (options: string): V2Rewrite =>
  ({ text, map, entry, spell }) => {
    const present = fieldEntry(map, options);
    const moved = { moved: entry };
    if (!present) return rewriteEntries(text, map, [entry], [{ key: spell(options), of: [moved] }]);
    const into = asMap(present.value);
    const isFree = into && !into.aliasRange && into.entries.length > 0 && !fieldEntry(into, entry.key.text);
    return isFree ? rewriteEntries(text, map, [entry], [moved], into) : undefined;
  };

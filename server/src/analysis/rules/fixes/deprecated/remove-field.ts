import { hasHash } from '../../../yaml/edit/entry-lines.ts';
import { removeEntry } from '../../../yaml/edit/yaml-edit.ts';
import type { YamlNode } from '../../../yaml/syntax/yaml-node.ts';
import type { Rewrite } from './rewrite.ts';

/**
 * Removes the field, because Envoy does the same without it.
 * @param isIdle whether this is true for a value; there is no fix for other values
 */
export const removeField = (isIdle: (value: YamlNode) => boolean): Rewrite => ({
  successor: '',
  edits({ text, map, entry, value }) {
    const edit = removeEntry(text, map, entry);
    const lost = text.slice(edit.range.start, edit.range.end);
    return isIdle(value) && map.entries.length > 1 && !hasHash(lost) ? [edit] : undefined;
  },
});

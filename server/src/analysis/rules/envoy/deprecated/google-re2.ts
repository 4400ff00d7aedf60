import { removeEntry } from '../../../yaml/yaml-edit.ts';
import type { Rewrite } from './rewrite.ts';

/** RE2 is the engine in any case; a program size in it is left to a person. */
export const googleRe2: Rewrite = {
  successor: '',
  edits({ text, map, entry, value }) {
    const edit = removeEntry(text, map, entry);
    const lost = text.slice(edit.range.start, edit.range.end);
    if (value.kind !== 'map' || value.entries.length > 0 || map.entries.length < 2 || /#|[&!]\w/.test(lost))
      return undefined;
    return [edit];
  },
};

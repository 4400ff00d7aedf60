import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { loadedScalar } from '../../../envoy/validate/loaded-scalar.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import type { Rewrite } from './rewrite.ts';

/** The two actions that `append` could express. The others have no older form. */
export const appendAction: Rewrite = {
  successor: 'append_action',
  edits({ text, map, entry, value, spell }) {
    const append = value.kind === 'scalar' ? loadedScalar(value) : undefined;
    if (append?.kind !== 'bool' || fieldEntry(map, 'append_action')) return undefined;
    const action = append.value ? 'APPEND_IF_EXISTS_OR_ADD' : 'OVERWRITE_IF_EXISTS_OR_ADD';
    return rewriteEntries(text, map, [entry], [{ key: spell('append_action'), value: action, for: entry }]);
  },
};

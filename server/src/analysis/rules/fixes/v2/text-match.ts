import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { envoyBool, envoyString } from '../../../envoy/envoy-scalar.ts';
import { rewriteEntries, type Written } from '../../../yaml/edit/rewrite-entries.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** `regex` says how `value` is meant. Without a text, the header or parameter only has to be present, as in v3. */
export const textMatch: V2Rewrite = ({ text, map, spell }) => {
  const value = fieldEntry(map, 'value');
  const regex = fieldEntry(map, 'regex');
  const isRegex = regex ? envoyBool(regex.value) : false;
  if (!value || !envoyString(value.value)?.value || isRegex === undefined || fieldEntry(map, 'string_match'))
    return undefined;
  const moved: Written = { moved: value, as: isRegex ? 'regex' : 'exact' };
  const of: Written = isRegex ? { key: spell('safe_regex'), of: [moved] } : moved;
  const entries = [value, regex].filter((entry) => entry !== undefined);
  return rewriteEntries(text, map, entries, [{ key: spell('string_match'), of: [of] }]);
};

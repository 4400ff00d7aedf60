import { fieldEntry, fieldItems } from '../../../envoy/envoy-field.ts';
import { envoyBool, envoyString } from '../../../envoy/envoy-scalar.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import type { YamlEntry } from '../../../yaml/syntax/yaml-node.ts';
import type { Plain } from '../../../yaml/edit/yaml-edit.ts';
import { removeField } from '../deprecated/remove-field.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

const MATCHERS = 'allow_origin_string_match';

/** The two lists of origins are one list of matchers. `*` matches each origin as before. */
export const allowedOrigins: V2Rewrite = ({ text, map, spell }) => {
  const exact = fieldEntry(map, 'allow_origin');
  const regex = fieldEntry(map, 'allow_origin_regex');
  const matchers = [
    ...matchersOf(exact, (origin) => ({ exact: origin })),
    ...matchersOf(regex, (origin) => ({ [spell('safe_regex')]: { regex: origin } })),
  ];
  const known = matchers.filter((matcher) => matcher !== undefined);
  const entries = [exact, regex].filter((entry) => entry !== undefined);
  const [first] = entries;
  if (!first || known.length === 0 || known.length < matchers.length || fieldEntry(map, MATCHERS)) return undefined;
  return rewriteEntries(text, map, entries, [{ key: spell(MATCHERS), value: known, for: first }]);
};

const matchersOf = (entry: YamlEntry | undefined, matcher: (origin: string) => Plain): readonly (Plain | undefined)[] =>
  (entry?.value?.kind === 'scalar' ? [entry.value] : fieldItems(entry?.value)).map((item) => {
    const origin = envoyString(item);
    return origin && matcher(origin.value);
  });

/** A policy is enabled unless it says otherwise. */
export const corsEnabled: V2Rewrite = (place) => {
  const { text, map, entry, value, spell } = place;
  const enabled = envoyBool(value);
  if (enabled === true) return removeField(() => true).edits(place);
  if (enabled !== false || fieldEntry(map, 'filter_enabled')) return undefined;
  const never = { [spell('default_value')]: { numerator: 0 } };
  return rewriteEntries(text, map, [entry], [{ key: spell('filter_enabled'), value: never, for: entry }]);
};

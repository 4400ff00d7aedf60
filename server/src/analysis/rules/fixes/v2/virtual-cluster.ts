import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { envoyString } from '../../../envoy/envoy-scalar.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** The pattern of the path and the method are matchers of the headers that contain them. */
export const virtualCluster: V2Rewrite = ({ text, map, spell }) => {
  const pattern = fieldEntry(map, 'pattern');
  const method = fieldEntry(map, 'method');
  const [path, verb] = [pattern, method].map((entry) => envoyString(entry?.value)?.value);
  if (!pattern || !path || (method && !verb) || fieldEntry(map, 'headers')) return undefined;
  const headers = [
    { name: ':path', [spell('string_match')]: { [spell('safe_regex')]: { regex: path } } },
    ...(verb === undefined ? [] : [{ name: ':method', [spell('string_match')]: { exact: verb } }]),
  ];
  const entries = [pattern, method].filter((entry) => entry !== undefined);
  return rewriteEntries(text, map, entries, [{ key: 'headers', value: headers, for: pattern }]);
};

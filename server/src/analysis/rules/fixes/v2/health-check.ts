import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { envoyBool } from '../../../envoy/envoy-scalar.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import { removeField } from '../deprecated/remove-field.ts';
import type { V2Rewrite } from './v2-rewrite.ts';

/** HTTP/1.1 is the default. */
export const healthCheckHttp2: V2Rewrite = (place) => {
  const { text, map, entry, value, spell } = place;
  const isHttp2 = envoyBool(value);
  if (isHttp2 === false) return removeField(() => true).edits(place);
  if (!isHttp2 || fieldEntry(map, 'codec_client_type')) return undefined;
  return rewriteEntries(text, map, [entry], [{ key: spell('codec_client_type'), value: 'HTTP2', for: entry }]);
};

import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { envoyString } from '../../../envoy/envoy-scalar.ts';
import { rewriteEntries, type Written } from '../../../yaml/edit/rewrite-entries.ts';
import type { YamlEntry, YamlMap } from '../../../yaml/syntax/yaml-node.ts';
import type { DeprecatedPlace, Rewrite } from './rewrite.ts';
import { setEntry } from './set-entry.ts';
import { anyType } from '../../../envoy/typed/any-type.ts';

const EXTENSION = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const COMMON = 'envoy.config.core.v3.HttpProtocolOptions';

/**
 * All HTTP options of a cluster are moved together: if the extension is set, Envoy ignores the old fields except for
 * `max_requests_per_connection` (see its `ClusterInfoImpl`). Without an old field the cluster uses HTTP/1.1, and with
 * `http2_protocol_options` HTTP/2. Envoy rejects options for both unless the downstream protocol decides (checked with
 * Envoy 1.40).
 */
export const httpProtocolOptions: Rewrite = {
  successor: 'typed_extension_protocol_options',
  since: '1.17',
  edits({ text, map, spell, has }) {
    const old = oldOptions(map);
    const options = old && optionsOf(old, spell);
    // The request limit was added to the options in a later version.
    if (old?.maxRequests && !has(COMMON, 'max_requests_per_connection')) return undefined;
    if (!old || !options) return undefined;
    const entries = Object.values(old).filter((entry) => entry !== undefined);
    const extension: Written = {
      key: EXTENSION,
      of: [{ key: '@type', value: `type.googleapis.com/${EXTENSION}` }, ...options],
    };
    const present = fieldEntry(map, 'typed_extension_protocol_options');
    if (!present)
      return rewriteEntries(text, map, entries, [{ key: spell('typed_extension_protocol_options'), of: [extension] }]);
    const { value } = present;
    if (value?.kind !== 'map' || value.aliasRange || value.entries.length === 0 || hasExtension(value))
      return undefined;
    return rewriteEntries(text, map, entries, [extension], value);
  },
};

interface OldOptions {
  readonly http1: YamlEntry | undefined;
  readonly http2: YamlEntry | undefined;
  readonly common: YamlEntry | undefined;
  readonly upstream: YamlEntry | undefined;
  readonly selection: YamlEntry | undefined;
  readonly maxRequests: YamlEntry | undefined;
}

/** Undefined if one of them occurs twice or is an alias. */
function oldOptions(map: YamlMap): OldOptions | undefined {
  const names = [
    'http_protocol_options',
    'http2_protocol_options',
    'common_http_protocol_options',
    'upstream_http_protocol_options',
    'protocol_selection',
    'max_requests_per_connection',
  ];
  const found = names.map((name) => setEntry(map, name));
  if (found.some((entry) => entry === 'unclear')) return undefined;
  const [http1, http2, common, upstream, selection, maxRequests] = found.map((entry) =>
    entry === 'unclear' ? undefined : entry,
  );
  return { http1, http2, common, upstream, selection, maxRequests };
}

function optionsOf(old: OldOptions, spell: DeprecatedPlace['spell']): readonly Written[] | undefined {
  const { http1, http2, upstream, selection } = old;
  const selected = selection ? envoyString(selection.value)?.value : 'USE_CONFIGURED_PROTOCOL';
  const common = commonOptions(old, spell);
  if (!common) return undefined;
  const moved = [http1, http2]
    .flatMap((entry) => (entry ? [{ moved: entry }] : []))
    .sort((a, b) => a.moved.range.start - b.moved.range.start);
  const rest = [...common, ...(upstream ? [{ moved: upstream }] : [])];
  if (selected === 'USE_DOWNSTREAM_PROTOCOL' && selection)
    return [{ key: spell('use_downstream_protocol_config'), of: moved, for: selection }, ...rest];
  if (selected !== 'USE_CONFIGURED_PROTOCOL' || moved.length > 1) return undefined;
  const explicit = moved.length > 0 ? moved : [{ key: spell('http_protocol_options'), value: {} }];
  return [{ key: spell('explicit_http_config'), of: explicit, ...(selection && { for: selection }) }, ...rest];
}

/** Envoy uses the request limit of the cluster if the common options do not contain one. */
function commonOptions({ common, maxRequests }: OldOptions, spell: DeprecatedPlace['spell']): Written[] | undefined {
  if (!maxRequests) return common ? [{ moved: common }] : [];
  const limit = { moved: maxRequests };
  if (!common) return [{ key: spell('common_http_protocol_options'), of: [limit] }];
  if (common.value?.kind !== 'map' || fieldEntry(common.value, 'max_requests_per_connection')) return undefined;
  if (common.value.entries.length > 0) return [{ moved: common, plus: [limit] }];
  return [{ key: spell('common_http_protocol_options'), of: [limit], for: common }];
}

/** Found by its name, or by its type if it has the extension's older name. */
const hasExtension = (map: YamlMap): boolean =>
  map.entries.some(({ key, value }) => key.text === EXTENSION || anyType(value) === EXTENSION);
